import Testing
import TextNormalization

@testable import Nlu

@Suite struct MessageSegmentTests {
    @Test(arguments: [
        ("我的快递到哪了？顺便把那件灰色的退了", ["我的快递到哪了", "把那件灰色的退了"]),
        ("你好，谢谢。再见", ["你好", "谢谢", "再见"]),
        ("cancel it and also track my parcel", ["cancel it", "track my parcel"]),
        ("cancel my order and tell me where my parcel is", ["cancel my order", "tell me where my parcel is"]),
        ("the red and the blue one", ["the red and the blue one"]),
        ("sand is in my shoes", ["sand is in my shoes"]),
        ("取消订单再帮我查下快递", ["取消订单", "查下快递"]),
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
