import IntentPipeline

/// A small lesson and vectors for it.
enum PipelineLesson {
    static let examples: [IntentExample] = [
        ("track_order", ["我的快递到哪了", "包裹到哪里了", "查一下快递", "快递怎么还没到", "where is my parcel", "track my parcel"]),
        ("return_item", ["我要退货", "这个能退吗", "把那件灰色的退了", "怎么退货", "i want to return this", "return policy"]),
        ("out_of_scope", ["今天天气怎么样", "放首歌", "明天会下雨吗", "讲个故事", "play a song", "what time is it"]),
    ].flatMap { intent, texts in texts.map { IntentExample(text: $0, intent: intent) } }

    static func model(embeds: Bool) throws -> IntentModel {
        let lesson = IntentLesson(examples)
        return try lesson.train(embeddings: embeds ? embedded(lesson.texts) : nil)
    }

    static func embedded(_ texts: [String]) -> EmbeddedTexts {
        var vectors: [String: [Float]] = [:]
        for text in texts {
            var vector = [Float](repeating: 0.2, count: 16)
            for scalar in text.unicodeScalars { vector[Int(scalar.value * 31 % 16)] += 1 }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            vectors[text] = vector.map { $0 / length }
        }
        return EmbeddedTexts(vectors: vectors, model: "test-vectors")
    }
}
