import Testing
import TextClassification

@Suite struct TextClassifierTests {
    private static let embeddings = TestExamples.embeddings(of: TestExamples.shop)

    private static func train(embeddings: [InputEmbedding]?) throws -> TextClassifier {
        try ClassifierTraining(examples: TestExamples.shop, embeddings: embeddings).run()
    }

    @Test(arguments: [("我快递到哪了啊", "parcel"), ("退款啥时候到账", "refund"), ("谢谢啦", "thanks"), ("my refund", "refund")])
    func unseenWordingIsRecognised(text: String, label: String) throws {
        let classifier = try Self.train(embeddings: nil)
        let answer = try #require(classifier.classify(TestExamples.input(text), embedding: nil))
        #expect(answer.ranked.first?.label == label)
        #expect(answer.features == .ngrams)
    }

    @Test func probabilitiesAreOrderedAndSumToOne() throws {
        let classifier = try Self.train(embeddings: nil)
        let ranked = try #require(classifier.classify(TestExamples.input("查一下"), embedding: nil)).ranked
        #expect(Set(ranked.map(\.label)) == ["parcel", "refund", "thanks", "out_of_scope"])
        #expect(abs(ranked.map(\.probability).reduce(0, +) - 1) < 1e-5)
        #expect(ranked.map(\.probability) == ranked.map(\.probability).sorted(by: >))
    }

    @Test func embeddingsDecideWhereNgramsAreUnknown() throws {
        let classifier = try Self.train(embeddings: Self.embeddings)
        for (example, embedding) in zip(TestExamples.shop, Self.embeddings) {
            let answer = try #require(classifier.classify(TestExamples.input("ωψξ"), embedding: embedding))
            #expect(answer.ranked.first?.label == example.label)
            #expect(answer.features == [.ngrams, .embedding])
        }
    }

    @Test func withoutAnEmbeddingTheNgramsAnswer() throws {
        let classifier = try Self.train(embeddings: Self.embeddings)
        #expect(classifier.classify(TestExamples.input("谢谢"), embedding: nil)?.features == .ngrams)
    }

    @Test func anEmbeddingOfAnotherDimensionIsRefused() throws {
        let classifier = try Self.train(embeddings: Self.embeddings)
        #expect(classifier.classify(TestExamples.input("谢谢"), embedding: InputEmbedding([1, 0])) == nil)
    }

    @Test func strangeTextIsMoreOutsideThanTaughtText() throws {
        let classifier = try Self.train(embeddings: nil)
        let strange = try #require(classifier.classify(TestExamples.input("讲个天气的故事"), embedding: nil)?.outside)
        let taught = try #require(classifier.classify(TestExamples.input("我的快递到哪里了"), embedding: nil)?.outside)
        #expect(strange > taught)
    }

    @Test(arguments: ["", "😀", "\u{0}", String(repeating: "啊", count: 100_000)])
    func anyTextIsAnswered(text: String) throws {
        let classifier = try Self.train(embeddings: nil)
        let answer = try #require(classifier.classify(TestExamples.input(text), embedding: nil))
        #expect(answer.ranked.allSatisfy { $0.probability.isFinite })
    }

    @Test func badTrainingInputIsNamed() {
        let one = Array(TestExamples.shop.prefix(2))
        #expect(throws: TextClassificationError.noExamples) { try ClassifierTraining(examples: [], embeddings: nil) }
        #expect(throws: TextClassificationError.tooFewLabels(count: 1)) {
            try ClassifierTraining(examples: one, embeddings: nil)
        }
        let two = one + TestExamples.shop.suffix(1)
        #expect(throws: TextClassificationError.embeddingCount(expected: 3, actual: 1)) {
            try ClassifierTraining(examples: two, embeddings: [InputEmbedding([1])])
        }
        #expect(throws: TextClassificationError.embeddingDimension(row: 2, expected: 2, actual: 1)) {
            try ClassifierTraining(examples: two, embeddings: [[1, 0], [1, 0], [1]].map { InputEmbedding($0) })
        }
        #expect(throws: TextClassificationError.embeddingNotFinite(row: 1)) {
            try ClassifierTraining(examples: two, embeddings: [[1], [.nan], [1]].map { InputEmbedding($0) })
        }
    }

    @Test func contextDecidesWhereTheTextDoesNot() throws {
        func example(_ text: String, after clerk: String, _ label: String) -> TrainingExample {
            TrainingExample(TextInput(Array(text.unicodeScalars), context: [Array(clerk.unicodeScalars)]), label: label)
        }
        let examples = (0..<6).flatMap { number in
            [
                example("好的\(number)", after: "要不要给您退货", "return"),
                example("好的\(number)", after: "要不要给您开发票", "invoice"),
            ]
        }
        let classifier = try ClassifierTraining(examples: examples, embeddings: nil).run()
        for (clerk, label) in [("给您退货", "return"), ("给您开发票", "invoice")] {
            let input = TextInput(Array("好的".unicodeScalars), context: [Array(clerk.unicodeScalars)])
            #expect(classifier.classify(input)?.ranked.first?.label == label)
        }
    }

    @Test func aLabelWithOneExampleDoesNotHarmTheOthers() throws {
        let examples = TestExamples.shop + [TrainingExample(TestExamples.input("开张发票"), label: "invoice")]
        let classifier = try ClassifierTraining(examples: examples, embeddings: nil).run()
        #expect(classifier.labels.contains("invoice"))
        #expect(classifier.classify(TestExamples.input("退款啥时候到账"))?.ranked.first?.label == "refund")
    }

    @Test func aRefitWithoutCalibrationKeepsTheEarlierOne() throws {
        let first = try Self.train(embeddings: nil)
        let examples = TestExamples.shop + [TrainingExample(TestExamples.input("开发票"), label: "invoice")]
        let second = try ClassifierTraining(examples: examples, embeddings: nil).run(calibration: first.calibration)
        #expect(second.forms.map(\.temperature) == first.forms.map(\.temperature))
        #expect(second.labels.contains("invoice"))
    }
}
