import Contracts
import Foundation
import IntentPipeline
import MeshRuntime
import Testing
import TextNormalization

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
                mood: Mood(valence: -0.5, urgency: 0.75),
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
        #expect(encoded.sentiment == NluV1.Sentiment(valence: -0.5, urgency: 0.75))
    }

    private func service(textBytesMax: Int) throws -> NluService {
        let understander = Understander(
            serving: try TestLesson.served(embeds: false),
            embedder: MessageEmbedder(source: TestLesson.source, cacheSize: 10, pause: .zero),
            limits: Understander.Limits(textBytesMax: textBytesMax)
        )
        let path = NSTemporaryDirectory() + "nlu-tests-none"
        let keeper = ModelKeeper(
            shelf: try TestLesson.shelf(),
            versions: VersionFolder(path: path),
            models: IntentModelFolder(path: path),
            understander: understander,
            source: TestLesson.source,
            batchSize: 8,
            logger: TestLesson.logger
        )
        return NluService(
            understander: understander,
            teacher: Teacher(keeper: keeper, limits: Teacher.Limits(), logger: TestLesson.logger),
            defaultTimeZone: shanghai
        )
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

    @Test(arguments: [
        NluV1.TeachRequest(),
        NluV1.TeachRequest(examples: [.init(text: "", intent: "thanks")]),
        NluV1.TeachRequest(examples: [.init(text: "开发票", intent: "In Voice")]),
        NluV1.TeachRequest(
            examples: [.init(text: "雾霾蓝", slots: [.init(kind: .colour, span: .init(start: 0, end: 9), value: "蓝色")])]
        ),
        NluV1.TeachRequest(
            examples: [.init(text: "雾霾蓝", slots: [.init(kind: .phone, span: .init(start: 0, end: 3), value: "1")])]
        ),
    ])
    func aLessonThatCannotBeTaughtIsAnInvalidArgument(request: NluV1.TeachRequest) async throws {
        let service = try service(textBytesMax: 100)
        let error = await #expect(throws: CallError.self) { try await service.teach(request, context: context) }
        #expect(error?.code == .invalidArgument)
    }

    @Test func whatTheServiceCameWithIsItsFirstVersion() async throws {
        let versions = try await service(textBytesMax: 100).listVersions(.init(), context: context).versions
        #expect(versions.count == 1)
        #expect(versions.first?.serving == true)
        #expect(versions.first?.version.hasSuffix("+ngrams") == true)
    }

    @Test func anUnknownVersionIsNotFound() async throws {
        let service = try service(textBytesMax: 100)
        let error = await #expect(throws: CallError.self) {
            try await service.rollback(.init(version: "none"), context: context)
        }
        #expect(error?.code == .notFound)
    }
}
