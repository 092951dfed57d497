import Testing

@testable import TextNormalization

@Suite struct NormalizedTextTests {
    /// What customers write, and the one way of writing it becomes.
    @Test(arguments: [
        ("ＸＤ２０４８", "xd2048"),
        ("Hello，你好！", "hello,你好!"),
        ("订单　号", "订单 号"),
        ("٣٤५६𝟕⑧", "34567" + "8"),
        ("a\u{200B}b\u{FEFF}c", "abc"),
        ("退\u{0}款\u{7}\u{1B}[31m", "退款[31m"),
        ("行\n列\t表", "行 列 表"),
        ("❤\u{FE0F}", "❤"),
        ("ﬁne №5 ㎏", "fine no5 kg"),
        ("don’t", "don't"),
        ("ÀÉ", "àé"),
        ("訂單退貨，幾時發貨？", "订单退货,几时发货?"),
        ("раypal", "paypal"),
        ("спасибо", "спасибо"),
    ])
    func waysOfWritingBecomeOne(text: String, expected: String) {
        #expect(NormalizedText(text).string == expected)
    }

    @Test func spansLeadBackToTheOriginal() {
        let text = NormalizedText("我\u{200B}的\u{0}ＸＤ２０号")
        #expect(text.string == "我的xd20号")
        #expect(text.originalSpan(of: 2..<6) == 4..<8)
        #expect(text.originalText(of: 2..<6) == "ＸＤ２０")
    }

    @Test func oneScalarThatBecomesManyIsOneInTheOriginal() {
        let text = NormalizedText("㎏好")
        #expect(text.originalSpan(of: 0..<1) == 0..<1)
        #expect(text.originalSpan(of: 1..<2) == 0..<1)
        #expect(text.originalSpan(of: 2..<3) == 1..<2)
    }

    @Test func theLigatureThatOverflowsOtherDecodersIsHandled() {
        let text = NormalizedText("\u{FDFA}")
        #expect(text.scalars.count == 18)
        #expect(text.originalSpan(of: 0..<18) == 0..<1)
    }

    @Test(arguments: ["", "\u{0}\u{1}", "\u{200B}\u{FE0F}"])
    func whatCannotBeSeenLeavesNothing(text: String) {
        #expect(NormalizedText(text).scalars.isEmpty)
    }

    @Test(arguments: [
        ("我的快递到哪了", TextLanguage.chinese),
        ("我的iPhone到哪了", .chinese),
        ("where is my parcel", .english),
        ("where is my 快递", .mixed),
        ("帮我 cancel 这个 order 谢谢 please", .mixed),
        ("注文はどこですか", .other),
        ("где мой заказ", .other),
        ("12345", .undetermined),
        ("XD20480001", .undetermined),
        ("查XD20480001", .chinese),
        ("😀？", .undetermined),
    ])
    func scriptsTellTheLanguage(text: String, expected: TextLanguage) {
        #expect(TextLanguage(of: NormalizedText(text)) == expected)
    }
}
