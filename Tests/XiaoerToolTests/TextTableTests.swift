import Testing

@testable import XiaoerTool

@Suite struct TextTableTests {
    /// Each text with its columns on a terminal.
    @Test(arguments: [
        ("", 0), ("abc", 3), ("店小二", 6), ("ｆｕｌｌ", 8), ("ﾊﾝｶｸ", 4), ("한글", 4), ("é", 1), ("e\u{301}", 1), ("👍", 2),
        ("👨‍👩‍👧", 2), ("🇨🇳", 2), ("❤️", 2), ("❤", 1), ("，。", 4), ("\u{200B}", 0), ("\u{7}", 0), ("¥129.00", 7),
        ("𠮷", 2), ("→", 1), ("…", 1),
    ])
    func widthsAreThoseOfTheTerminal(text: String, width: Int) {
        #expect(TerminalWidth.of(text) == width)
    }

    @Test func aCutTextFitsAndSaysSo() {
        #expect(TerminalWidth.cut("店小二到家", to: 6) == "店小…")
        #expect(TerminalWidth.cut("店小二到家", to: 7) == "店小二…")
        #expect(TerminalWidth.cut("店小二", to: 6) == "店小二")
        #expect(TerminalWidth.cut("店小二", to: 0) == "")
    }

    @Test func columnsLineUpWithChineseCells() {
        var table = TextTable([.init(title: "NAME"), .init(title: "N", alignment: .right), .init(title: "NOTE")])
        table.append(["店小二", "5", "a"])
        table.append(["ab", "12", ""])
        #expect(table.lines == ["NAME     N  NOTE", "店小二   5  a", "ab      12"])
    }
}
