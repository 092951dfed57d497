import Foundation
import IntentPipeline
import Testing

@testable import Nlu

@Suite struct UnderstanderTests {
    private let counting = CountingSource()

    private func understander(
        embeds: Bool = true,
        limits: Understander.Limits = Understander.Limits()
    ) throws -> Understander {
        Understander(
            serving: try TestLesson.served(embeds: embeds),
            embedder: MessageEmbedder(source: counting.source, cacheSize: 100, pause: .seconds(60)),
            limits: limits
        )
    }

    private func message(_ text: String) throws -> Message {
        Message(
            text: text,
            now: Date(timeIntervalSince1970: 1_772_640_000),
            timeZone: try #require(TimeZone(identifier: "Asia/Shanghai"))
        )
    }

    private func understand(_ text: String, by understander: Understander) async throws -> Understanding {
        try #require(try await understander.understand([try message(text)]).first)
    }

    @Test func oneMessageIsOneRoundOfEmbedding() async throws {
        let answer = try await understand("我的快递到哪了？顺便把那件灰色的退了", by: understander())
        #expect(counting.asked.count == 1)
        #expect(answer.intents.map { $0.candidates[0].intent } == ["track_order", "return_item"])
        #expect(answer.slots.map(\.text) == ["灰色"])
        #expect(!answer.isDegraded)
        #expect(answer.modelVersion.hasSuffix("+test-vectors"))
    }

    @Test func withoutInferenceTheNgramsAnswerAndSaySo() async throws {
        counting.setDown(true)
        let answer = try await understand("我的快递到哪了", by: understander())
        #expect(answer.intents[0].candidates[0].intent == "track_order")
        #expect(answer.isDegraded)
    }

    @Test func aModelWithoutEmbeddingsAsksForNone() async throws {
        let answer = try await understand("我的快递到哪了", by: understander(embeds: false))
        #expect(answer.isDegraded)
        #expect(counting.asked.isEmpty)
        #expect(answer.modelVersion.hasSuffix("+ngrams"))
    }

    @Test func anotherModelServesFromTheNextMessageOn() async throws {
        let understander = try understander(embeds: false)
        understander.serve(try TestLesson.served(embeds: true))
        #expect(try await understand("谢谢", by: understander).modelVersion.hasSuffix("+test-vectors"))
    }

    @Test(arguments: ["", " \n\t ", "\u{0}\u{7}", "\u{200B}\u{FE0F}"])
    func textWithNothingToSeeIsRefused(text: String) async throws {
        let understander = try understander()
        await #expect(throws: NluError.emptyText) { try await understand(text, by: understander) }
    }

    @Test(arguments: ["😀😀", "？？？", "12345", "где мой заказ", "\u{FDFA}", "退\u{0}货", "a\u{301}\u{301}\u{301}", "٣٤५६"])
    func anythingThatCanBeSeenIsAnswered(text: String) async throws {
        let answer = try await understand(text, by: understander())
        #expect(!answer.intents.isEmpty)
        #expect(answer.intents.allSatisfy { $0.span == 0..<text.unicodeScalars.count })
        #expect((0...1).contains(answer.outsideProbability))
    }

    @Test func aTextOverTheLimitIsRefusedWithTheLimit() async throws {
        let understander = try understander()
        let text = String(repeating: "退货", count: 20_000)
        let error = NluError.textTooLong(bytes: 120_000, limit: 16_384)
        #expect("\(error)" == "the text has 120000 bytes; at most 16384 are understood")
        await #expect(throws: error) { try await understand(text, by: understander) }
    }

    @Test func aTextAtTheLimitIsUnderstood() async throws {
        let limits = Understander.Limits(textBytesMax: 100_000)
        let answer = try await understand(
            String(repeating: "我要退货，", count: 6_000),
            by: understander(limits: limits)
        )
        #expect(answer.intents[0].candidates[0].intent == "return_item")
    }

    @Test func eachMessageOfABatchIsUnderstoodByItself() async throws {
        let answers = try await understander().understand([message("谢谢"), message("我要退货")])
        #expect(answers.map { $0.intents[0].candidates[0].intent } == ["thanks", "return_item"])
        #expect(counting.asked.count == 1)
        let understander = try understander(limits: Understander.Limits(batchMax: 1))
        await #expect(throws: NluError.tooManyMessages(count: 2, limit: 1)) {
            try await understander.understand([message("谢谢"), message("我要退货")])
        }
    }

    @Test func spansAreOffsetsInWhatTheCustomerWrote() async throws {
        let text = "\u{200B}我昨天买的　ＸＤ２０４８０００１\u{FE0F}呢"
        let slots = try await understand(text, by: understander()).slots
        #expect(slots.map(\.text) == ["昨天", "ＸＤ２０４８０００１"])
        for slot in slots {
            let scalars = Array(text.unicodeScalars)[slot.span]
            #expect(String(String.UnicodeScalarView(scalars)) == slot.text)
        }
    }

    @Test func aMessageIsReadInTheContextOfWhatWasSaid() async throws {
        var message = try message("好的")
        message.history = [HistoryTurn(speaker: "clerk", text: "要退货吗"), HistoryTurn(speaker: "customer", text: "嗯")]
        let answer = try #require(try await understander().understand([message]).first)
        #expect(!answer.intents.isEmpty)
        #expect(counting.asked.first?.contains("要退货吗") == true)
    }

    @Test func everyMessageHasAMood() async throws {
        let mood = try await understand("气死我了 太差了", by: understander(embeds: false)).mood
        #expect((-1...1).contains(mood.valence))
        #expect((0...1).contains(mood.urgency))
    }
}
