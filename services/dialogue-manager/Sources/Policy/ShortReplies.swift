// Short forms that answer what the shop itself has just asked or offered. Everything else is the nlu's to read.

/// A plain yes or no to an offer. Only the whole message counts: "不是" inside a sentence decides nothing.
enum YesOrNo: Hashable, Sendable {
    case yes
    case no

    init?(_ text: String) {
        let words = String(PlainText(text).characters.filter { $0.isLetter || $0.isNumber })
        if Self.yesForms.contains(words) {
            self = .yes
        } else if Self.noForms.contains(words) {
            self = .no
        } else {
            return nil
        }
    }

    private static let yesForms: Set<String> = [
        "好", "好的", "好吧", "好啊", "要", "要的", "可以", "行", "行吧", "嗯", "嗯嗯", "是", "是的", "对", "转吧", "转", "麻烦了",
        "需要", "确认", "确定", "同意", "可以的", "行的", "没问题", "没错", "对的", "就这样", "好滴", "好嘞", "确认办理", "办吧",
        "好的谢谢", "是的谢谢", "好的确认", "是的确认", "对就这样", "嗯好的", "嗯可以", "好的麻烦了", "confirm", "confirmed",
        "yesconfirm", "correct", "right", "thatsright", "doit", "yesdoit", "looksgood", "thatsfine", "fine", "agreed",
        "iagree", "yesthatsright", "yesthatscorrect", "yespleasegoahead", "yesgoahead", "okdoit", "yesthatsfine", "yes",
        "yeah", "yep", "ok", "okay", "sure", "please", "yesplease", "goahead",
    ]

    private static let noForms: Set<String> = [
        "不", "别", "不行", "不同意", "先不办", "先不办了", "不办了", "不要了", "不要", "不用", "不用了", "不必", "不需要", "算了", "先不",
        "先不用", "no", "nope", "nothanks", "nothankyou", "notnow", "dont", "cancelthat",
    ]
}

/// The word by which a waiting customer calls the machine back; the waiting answers name it.
enum BotRecall {
    static func matches(_ text: String) -> Bool {
        let words = String(PlainText(text).characters.filter { $0.isLetter || $0.isNumber })
        return ["小二", "机器人", "bot", "xiaoer"].contains(words)
    }
}

/// Words that point back at what was last talked about.
enum Pronoun {
    /// Words that point at anything but what was last talked about.
    static func excludesFocus(_ text: String) -> Bool {
        let plain = PlainText(text)
        return ["另一", "另外", "其他", "其它", "别的"].contains { plain.text.contains($0) }
            || plain.words.contains { ["other", "another", "else"].contains($0) }
    }

    static func isIn(_ text: String) -> Bool {
        let plain = PlainText(text)
        return ["这个", "这件", "这单", "那个", "那件", "那单", "它"].contains { plain.text.contains($0) }
            || plain.words.contains { ["it", "this", "that"].contains($0) }
    }
}
