import Testing
import TextNormalization

@testable import Nlu
@testable import TextClassification

@Suite struct IntentCombinationTests {
    private let combination = IntentCombination()

    private func classification(_ probabilities: [String: Float], outside: Float = 0.05) -> Classification {
        Classification(
            features: .ngrams,
            ranked: probabilities.map { LabelProbability(label: $0, probability: $1) }
                .sorted { $0.probability > $1.probability },
            outside: outside,
            evidence: BoundaryEvidence(nearest: [], coverage: 1, scores: [1], probabilities: [1], outsideIndex: nil)
        )
    }

    /// Reads a message whose parts are classified as given.
    private func read(
        _ text: String,
        whole: [String: Float],
        parts: [Classification]
    ) -> IntentCombination.Combined {
        let normalized = NormalizedText(text)
        let segments = MessageSegment.segments(of: normalized)
        return combination.combine(
            whole: classification(whole),
            parts: zip(segments, parts).map { IntentCombination.Part(segment: $0, classification: $1) },
            in: normalized
        )
    }

    @Test func twoSureRequestsAreTwoIntentsInOrder() {
        let read = read(
            "快递到哪了，有优惠吗",
            whole: ["track": 0.6, "coupon": 0.4],
            parts: [classification(["track": 0.9, "coupon": 0.1]), classification(["coupon": 0.9, "track": 0.1])]
        )
        #expect(read.intents.map { $0.candidates[0].intent } == ["track", "coupon"])
        #expect(read.intents.map(\.span) == [0..<5, 6..<10])
    }

    @Test func aReasonIsNoRequestOfItsOwn() {
        let read = read(
            "太小了，我要退货",
            whole: ["return": 0.97, "size": 0.03],
            parts: [classification(["size": 0.8, "return": 0.2]), classification(["return": 0.99, "size": 0.01])]
        )
        #expect(read.intents.map { $0.candidates[0].intent } == ["return"])
        #expect(read.intents.map(\.span) == [0..<8])
    }

    @Test func anAnnouncedRequestIsHeardThoughTheWholeHidesIt() {
        let read = read(
            "快递到哪了？顺便退货",
            whole: ["return": 0.99, "track": 0.01],
            parts: [classification(["track": 0.9, "return": 0.1]), classification(["return": 0.9, "track": 0.1])]
        )
        #expect(read.intents.map { $0.candidates[0].intent } == ["track", "return"])
    }

    @Test func unsureAndOutsidePartsAreNotHeard() {
        let unsure = classification(["coupon": 0.39, "track": 0.35, "other": 0.26])
        let outside = classification(["coupon": 0.9, "track": 0.1], outside: 0.8)
        for part in [unsure, outside] {
            let read = read(
                "快递到哪了，那个",
                whole: ["track": 0.6, "coupon": 0.4],
                parts: [classification(["track": 0.9, "coupon": 0.1]), part]
            )
            #expect(read.intents.map { $0.candidates[0].intent } == ["track"])
        }
    }

    @Test func neighboursWithOneIntentBecomeOne() {
        let track = classification(["track": 0.9, "coupon": 0.1])
        let read = read(
            "快递到哪了，三天没动，有优惠吗",
            whole: ["track": 0.6, "coupon": 0.4],
            parts: [track, track, classification(["coupon": 0.9, "track": 0.1])]
        )
        #expect(read.intents.map(\.span) == [0..<10, 11..<15])
    }

    @Test func candidatesAreAtMostFive() {
        let many = Dictionary(uniqueKeysWithValues: (0..<9).map { ("intent\($0)", Float(9 - $0) / 45) })
        #expect(read("你好", whole: many, parts: []).intents[0].candidates.count == 5)
    }
}
