import SeededRandom
import TextClassification

/// Small sets of examples, and numbers that repeat.
enum TestExamples {
    static func input(_ text: String) -> TextInput { TextInput(Array(text.unicodeScalars)) }

    static let shop: [TrainingExample] = [
        ("parcel", ["我的快递到哪了", "快递到哪里了", "包裹到哪了", "查一下快递", "where is my parcel", "track my parcel"]),
        ("refund", ["退款到账了吗", "退款什么时候到", "我的退款呢", "查一下退款", "where is my refund", "track my refund"]),
        ("thanks", ["谢谢", "谢谢你", "多谢啦", "太感谢了", "thank you", "thanks a lot"]),
        ("out_of_scope", ["今天天气怎么样", "放首歌", "明天会下雨吗", "讲个故事", "play a song", "what time is it"]),
    ].flatMap { label, texts in texts.map { TrainingExample(input($0), label: label) } }

    /// Vectors of length 1 around one direction a label, as sentence embeddings lie.
    static func embeddings(of examples: [TrainingExample], dimension: Int = 8) -> [InputEmbedding] {
        var random = SplitMix64(seed: 7)
        let labels = Set(examples.map(\.label)).sorted()
        return examples.map { example in
            var vector = (0..<dimension).map { _ in 1 + Float.random(in: -0.2...0.2, using: &random) }
            if let index = labels.firstIndex(of: example.label) { vector[index] += 1 }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return InputEmbedding(vector.map { $0 / length })
        }
    }
}
