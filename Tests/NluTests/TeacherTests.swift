import Foundation
import IntentPipeline
import Testing
import TextClassification

@testable import Nlu

@Suite struct TeacherTests {
    private static let kept: [IntentExample] = [
        ("track_order", ["快递到哪里了", "查快递", "包裹到哪了"]), ("return_item", ["我想退货", "能退货吗", "怎么退这个货"]),
        ("thanks", ["谢谢啦", "多谢", "太谢谢你了"]),
    ].flatMap { intent, texts in texts.map { IntentExample(text: $0, intent: intent) } }

    private static let invoice = Teacher.Lesson(
        examples: ["开发票", "我要发票", "发票怎么开", "帮我开张发票", "电子发票"].map {
            IntentExample(text: $0, intent: "invoice")
        },
        words: [],
        author: "an operator",
        idempotencyKey: "one"
    )

    private static func keeper(_ path: String) throws -> ModelKeeper {
        ModelKeeper(
            shelf: try TestLesson.shelf(kept: kept),
            versions: VersionFolder(path: path + "/versions"),
            models: IntentModelFolder(path: path),
            understander: Understander(
                serving: try TestLesson.served(embeds: true),
                embedder: MessageEmbedder(source: TestLesson.source, cacheSize: 10, pause: .zero)
            ),
            source: TestLesson.source,
            batchSize: 64,
            logger: TestLesson.logger
        )
    }

    private func withTeacher(_ body: (Teacher, ModelKeeper, String) async throws -> Void) async throws {
        let path = NSTemporaryDirectory() + "nlu-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let keeper = try Self.keeper(path)
        try await body(Teacher(keeper: keeper, limits: Teacher.Limits(), logger: TestLesson.logger), keeper, path)
    }

    private func intent(of text: String, by keeper: ModelKeeper) async throws -> String? {
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        let message = Message(text: text, now: Date(timeIntervalSince1970: 0), timeZone: zone)
        return try await keeper.understander.understand([message]).first?.intents.first?.candidates.first?.intent
    }

    @Test func aNewIntentServesOnceItIsTaught() async throws {
        try await withTeacher { teacher, keeper, _ in
            let record = try await teacher.teach(Self.invoice)
            #expect(record.isPromoted, "\(record.reason)")
            #expect(record.number == 1)
            #expect(try await intent(of: "给我开个发票", by: keeper) == "invoice")
            #expect(try await intent(of: "我要退货", by: keeper) == "return_item")
            #expect(keeper.understander.served.intents.identity.version == record.version)
            #expect(teacher.history.map(\.number) == [1, 0])
        }
    }

    @Test func aHarmfulLessonIsRefusedAndNothingChanges() async throws {
        try await withTeacher { teacher, keeper, _ in
            let texts = ["退货", "我要退", "我想退货啊", "能退货么", "怎么退货呢", "退这个货", "货能退吗", "退货吧", "要退货了", "这货怎么退"]
            let harmful = Teacher.Lesson(
                examples: texts.map { IntentExample(text: $0, intent: "thanks") },
                words: [],
                author: "",
                idempotencyKey: ""
            )
            let version = keeper.understander.served.intents.identity.version
            let record = try await teacher.teach(harmful)
            #expect(!record.isPromoted)
            #expect(record.reason.contains("kept messages"))
            #expect(keeper.versions.servingNumber == 0)
            #expect(keeper.understander.served.intents.identity.version == version)
            #expect(try await intent(of: "我要退货", by: keeper) == "return_item")
        }
    }

    @Test func goingBackServesTheEarlierVersion() async throws {
        try await withTeacher { teacher, keeper, _ in
            _ = try await teacher.teach(Self.invoice)
            let back = try await teacher.rollBack(to: "")
            #expect(back.number == 0)
            #expect(keeper.understander.served.number == 0)
            #expect(!keeper.understander.served.intents.classifier.labels.contains("invoice"))
            let again = try await teacher.rollBack(to: try #require(teacher.history.first?.version))
            #expect(again.number == 1)
            await #expect(throws: NluError.unknownVersion("nothing")) { try await teacher.rollBack(to: "nothing") }
        }
    }

    @Test func aRepeatedLessonIsLearntOnce() async throws {
        try await withTeacher { teacher, keeper, _ in
            let first = try await teacher.teach(Self.invoice)
            #expect(try await teacher.teach(Self.invoice) == first)
            #expect(keeper.versions.records.count == 1)
        }
    }

    @Test func anotherReplicaServesWhatWasTaught() async throws {
        try await withTeacher { teacher, _, path in
            let other = try Self.keeper(path)
            let record = try await teacher.teach(Self.invoice)
            try await other.follow()
            #expect(other.understander.served.intents.identity.version == record.version)
            #expect(try await intent(of: "给我开个发票", by: other) == "invoice")
        }
    }

    @Test func aTaughtWordIsASlotValueFromThenOn() async throws {
        try await withTeacher { teacher, keeper, _ in
            let words = [
                TaughtWord(kind: "colour", text: "雾霾蓝", value: "蓝色"),
                TaughtWord(kind: "product", text: "面包服", value: "P1"),
            ]
            let record = try await teacher.teach(.init(examples: [], words: words, author: "", idempotencyKey: ""))
            #expect(record.isPromoted)
            let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
            let message = Message(text: "雾霾蓝的面包服", now: Date(timeIntervalSince1970: 0), timeZone: zone)
            let slots = try #require(try await keeper.understander.understand([message]).first).slots
            #expect(slots.map(\.kind) == [.colour, .product])
            #expect(slots.first?.value == .normalized("蓝色"))
        }
    }

    @Test func aLessonWithoutAnythingIsRefused() async throws {
        try await withTeacher { teacher, _, _ in
            await #expect(throws: NluError.self) {
                try await teacher.teach(.init(examples: [], words: [], author: "", idempotencyKey: ""))
            }
        }
    }
}
