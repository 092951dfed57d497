import Testing
import TextNormalization

@testable import Nlu

@Suite struct MessageSegmentTests {
    @Test(arguments: [
        ("我的快递到哪了？顺便把那件灰色的退了", ["我的快递到哪了", "把那件灰色的退了"]),
        ("你好，谢谢。再见", ["你好", "谢谢", "再见"]),
        ("cancel it and also track my parcel", ["cancel it", "track my parcel"]),
        ("还有货吗", ["还有货吗"]),
        ("多少钱，还有货吗", ["多少钱", "还有货吗"]),
        ("查快递还有我想退货", ["查快递", "我想退货"]),
        ("1.5米的 3,000元", ["1.5米的 3,000元"]),
        ("？？！", []),
    ])
    func messagesAreCutAtClauses(text: String, expected: [String]) {
        let normalized = NormalizedText(text)
        let parts = MessageSegment.segments(of: normalized).map { normalized.originalText(of: $0.range) }
        #expect(parts == expected)
    }
}
