import Contracts
import Testing

@testable import DialogueManager

@Suite struct NluPeerTests {
    /// Mixed messages are answered in Chinese, languages we lack in that of the conversation.
    @Test(arguments: [
        (TypesV1.Language.chinese, Language?.some(.chinese)), (.english, .english), (.mixed, .chinese), (.other, nil),
        (.unspecified, nil), (.unrecognized(99), nil),
    ])
    func languagesAreThoseThatWeSpeak(wire: TypesV1.Language, spoken: Language?) {
        #expect(Language(wire) == spoken)
    }

    @Test func theBestCandidateOfEachIntentIsRead() {
        let understanding = Understanding(
            NluV1.Understanding(
                intents: [
                    NluV1.IntentSpan(
                        candidates: [
                            .init(intent: "track_order", confidence: 0.8),
                            .init(intent: "order_status", confidence: 0.1),
                        ],
                        span: NluV1.Span(start: 0, end: 4)
                    ),
                    NluV1.IntentSpan(),
                ],
                outsideProbability: 0.25,
                modelVersion: "7"
            )
        )
        #expect(understanding.intents == [IntentReading("track_order", 0.8, span: 0..<4)])
        #expect(understanding.outsideProbability == 0.25)
        #expect(understanding.model == "7")
    }

    @Test func slotsKeepTheirValues() {
        let understanding = Understanding(
            NluV1.Understanding(slots: [
                NluV1.Slot(kind: .orderNumber, text: "ｘｄ１", value: .normalized("XD1")),
                NluV1.Slot(kind: .ordinal, text: "最后一个", value: .number(-1)),
                NluV1.Slot(
                    kind: .product,
                    text: "台灯",
                    value: .product(.init(candidates: [.init(productId: "P1", name: "台灯", score: 0.9)]))
                ),
                NluV1.Slot(kind: .phone, span: NluV1.Span(start: 9, end: 3), text: "199", value: .normalized("199")),
            ])
        )
        #expect(
            understanding.slots == [
                Slot(.orderNumber, "ｘｄ１", normalized: "XD1"),
                Slot(.ordinal, "最后一个", position: -1),
                Slot(.product, "台灯", candidates: [ProductCandidate(id: "P1", score: 0.9)]),
                // A span that ends before it starts says nothing.
                Slot(.other, "199", normalized: "199"),
            ]
        )
    }
}
