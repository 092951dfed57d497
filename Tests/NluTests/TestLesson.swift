import Foundation
import IntentPipeline
import Logging
import Synchronization
import TextClassification

@testable import Nlu

/// A small lesson and vectors for it, so that tests need no inference.
enum TestLesson {
    static let examples: [IntentExample] = [
        ("track_order", ["我的快递到哪了", "包裹到哪里了", "查一下快递", "快递怎么还没到", "where is my parcel", "track my parcel"]),
        ("return_item", ["我要退货", "这个能退吗", "把那件灰色的退了", "怎么退货", "i want to return this", "return policy"]),
        ("thanks", ["谢谢", "谢谢你", "多谢啦", "太感谢了", "thank you", "thanks a lot"]),
        ("out_of_scope", ["今天天气怎么样", "放首歌", "明天会下雨吗", "讲个故事", "play a song", "what time is it"]),
    ].flatMap { intent, texts in texts.map { IntentExample(text: $0, intent: intent) } }

    static let embeddingModel = "test-vectors"

    static let lesson = IntentLesson(examples)

    private static let plainModel = Result { try train(embeds: false) }
    private static let embeddingModelTrained = Result { try train(embeds: true) }

    static func model(embeds: Bool) throws -> IntentModel {
        try (embeds ? embeddingModelTrained : plainModel).get()
    }

    private static func train(embeds: Bool) throws -> IntentModel {
        try lesson.train(embeddings: embeds ? embedded(lesson.texts) : nil)
    }

    static func embedded(_ texts: [String]) -> EmbeddedTexts {
        EmbeddedTexts(
            vectors: Dictionary(uniqueKeysWithValues: Set(texts).map { ($0, vector(of: $0)) }),
            model: embeddingModel
        )
    }

    static let moods = MoodModels.Lessons(
        valence: IntentLesson(
            [
                ("negative", ["太差了", "气死我了", "垃圾"]), ("positive", ["太好了", "很喜欢", "谢谢"]),
                ("neutral", ["多少钱", "到哪了", "退货"]),
            ]
            .flatMap { label, texts in texts.map { IntentExample(text: $0, intent: label) } }
        ),
        urgency: IntentLesson(
            [("urgent", ["急", "快点", "马上要用"]), ("calm", ["不急", "随便看看", "多少钱"])]
                .flatMap { label, texts in texts.map { IntentExample(text: $0, intent: label) } }
        )
    )

    static func shelf(kept: [IntentExample] = []) throws -> LessonShelf {
        LessonShelf(
            examples: examples,
            moods: moods,
            kept: kept,
            slotRules: try SlotRules.read(ServiceFolder.config + "/slots.yaml"),
            catalogue: ProductCatalogue(products: [.init(id: "P1", name: "羽绒服", aliases: ["羽绒服"])])
        )
    }

    static func served(embeds: Bool) throws -> ServedModel {
        ServedModel(
            number: 0,
            intents: try model(embeds: embeds),
            moods: try MoodModels(moods, embeddings: embeds ? embedded(moods.texts) : nil),
            slots: try shelf().slots(with: [])
        )
    }

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A vector of length 1 that depends on the characters: alike texts lie near each other.
    static func vector(of text: String) -> [Float] {
        var vector = [Float](repeating: 0.2, count: 16)
        for scalar in text.unicodeScalars { vector[Int(scalar.value * 31 % 16)] += 1 }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / length }
    }

    static let source = EmbeddingSource { texts in
        EmbeddingSource.Answer(vectors: texts.map(vector), model: embeddingModel)
    }
}

/// A source that counts what it is asked, and fails on demand.
final class CountingSource: Sendable {
    struct Unreachable: Error {}

    private struct State {
        var asked: [[String]] = []
        var isDown = false
        var model = TestLesson.embeddingModel
    }

    private let state = Mutex(State())

    var asked: [[String]] { state.withLock { $0.asked } }

    func setDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }

    func setModel(_ model: String) { state.withLock { $0.model = model } }

    var source: EmbeddingSource {
        EmbeddingSource { texts in
            let model = try self.state.withLock { state in
                state.asked.append(texts)
                if state.isDown { throw Unreachable() }
                return state.model
            }
            return EmbeddingSource.Answer(vectors: texts.map(TestLesson.vector), model: model)
        }
    }
}
