import Contracts
import Foundation
import MeshRuntime
import Testing

@testable import Nlu

@Suite struct NluServiceTests {
    private let shanghai: TimeZone

    init() throws { shanghai = try #require(TimeZone(identifier: "Asia/Shanghai")) }

    @Test func anUnknownTimeZoneIsRefused() {
        let request = NluV1.UnderstandRequest(text: "昨天", timeZone: "Mars/Olympus")
        #expect(throws: NluError.unknownTimeZone("Mars/Olympus")) {
            try request.message(defaultTimeZone: shanghai)
        }
    }

    @Test func theCustomersClockAndZoneAreTaken() throws {
        let request = NluV1.UnderstandRequest(text: "昨天", nowUnixMs: 1_772_640_000_000, timeZone: "America/New_York")
        let message = try request.message(defaultTimeZone: shanghai)
        #expect(message.now == Date(timeIntervalSince1970: 1_772_640_000))
        #expect(message.timeZone.identifier == "America/New_York")
    }

    @Test func anUnderstandingIsEncodedWhole() throws {
        let day = try #require(CivilDate(year: 2026, month: 3, day: 4))
        let encoded = NluV1.Understanding(
            Understanding(
                language: .chinese,
                intents: [IntentReading(candidates: [.init(intent: "track_order", confidence: 0.9)], span: 0..<7)],
                slots: [
                    Slot(kind: .time, span: 0..<2, text: "昨天", confidence: 0.9, value: .days(day...day)),
                    Slot(
                        kind: .product,
                        span: 3..<5,
                        text: "耳机",
                        confidence: 0.8,
                        value: .products([ProductCandidate(id: "P1", name: "耳机", score: 0.8)])
                    ),
                ],
                outsideProbability: 0.1,
                modelVersion: "v",
                isDegraded: true
            ),
            timeZone: shanghai
        )
        #expect(encoded.language == .chinese)
        #expect(encoded.intents[0].span == NluV1.Span(start: 0, end: 7))
        #expect(encoded.slots[0].kind == .time)
        #expect(
            encoded.slots[0].value
                == .time(TypesV1.TimeRange(startUnixMs: 1_772_553_600_000, endUnixMs: 1_772_640_000_000))
        )
        #expect(
            encoded.slots[1].value
                == .product(.init(candidates: [.init(productId: "P1", name: "耳机", score: 0.8)]))
        )
        #expect(encoded.degraded)
    }

    private func service(textBytesMax: Int) throws -> NluService {
        let understander = Understander(
            model: try TestLesson.model(embeds: false),
            slotFinder: SlotFinder(
                rules: try SlotRules.read(ServiceFolder.config + "/slots.yaml"),
                catalogue: ProductCatalogue(products: [])
            ),
            embedder: MessageEmbedder(source: TestLesson.source, cacheSize: 10, pause: .zero),
            limits: Understander.Limits(textBytesMax: textBytesMax)
        )
        return NluService(understander: understander, defaultTimeZone: shanghai)
    }

    private let context = CallContext(method: "xiaoer.nlu.v1.Nlu/Any")

    @Test func aMessageIsUnderstood() async throws {
        let response = try await service(textBytesMax: 100).understand(.init(text: "我的快递到哪了"), context: context)
        #expect(response.understanding?.intents.first?.candidates.first?.intent == "track_order")
        #expect(response.understanding?.language == .chinese)
    }

    @Test func anEmptyBatchIsAnEmptyAnswer() async throws {
        let response = try await service(textBytesMax: 100).understandBatch(.init(), context: context)
        #expect(response.understandings.isEmpty)
    }

    @Test func badTextsAreInvalidArguments() async throws {
        let service = try service(textBytesMax: 8)
        let tooLong = CallError(.invalidArgument, "the text has 9 bytes; at most 8 are understood")
        await #expect(throws: tooLong) { try await service.understand(.init(text: "退货款"), context: context) }
        let empty = CallError(.invalidArgument, "\(NluError.emptyText)")
        await #expect(throws: empty) { try await service.understand(.init(), context: context) }
    }

    @Test func teachingIsNotServedYet() async throws {
        let service = try service(textBytesMax: 8)
        let error = await #expect(throws: CallError.self) { try await service.teach(.init(), context: context) }
        #expect(error?.code == .unimplemented)
    }
}
