import Testing

@testable import DialogueManager

@Suite struct UnknownWordsTests {
    /// What asks about "it" leaves nothing; what names something leaves the name.
    @Test(arguments: [
        ("多少钱", nil), ("这个多少钱啊", nil), ("还有货吗", nil), ("有没有大一点的", nil), ("什么材质的", nil), ("有什么卖得好的", nil),
        ("给我推荐点东西", nil), ("how much is it", nil), ("is it in stock?", nil), ("衣服多少钱", "衣服"), ("帽子还有货吗", "帽子"),
        ("how much is the umbrella", "umbrella"), ("推荐个花瓶", "花瓶"), ("😀", nil),
    ])
    func onlyNamesAreLeft(text: String, left: String?) {
        #expect(UnknownWords.first(in: text, besides: []) == left)
    }

    @Test func slotsAreKnown() {
        let slots = [Slot(.colour, "黑色", span: 1..<3), Slot(.size, "42码", span: 3..<6)]
        #expect(UnknownWords.first(in: "有黑色42码吗", besides: slots) == nil)
    }

    @Test func aSpanOutsideOfTheTextIsIgnored() {
        #expect(UnknownWords.first(in: "帽子", besides: [Slot(.colour, "黑色", span: 90..<92)]) == "帽子")
    }
}
