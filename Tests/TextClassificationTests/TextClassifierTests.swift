import Testing
import TextClassification

@Suite struct TextClassifierTests {
    private static let embeddings = TestExamples.embeddings(of: TestExamples.shop)

    private static func train(embeddings: [[Float]]?) throws -> TextClassifier {
        try ClassifierTraining(examples: TestExamples.shop, embeddings: embeddings).run()
    }

    @Test(arguments: [("我快递到哪了啊", "parcel"), ("退款啥时候到账", "refund"), ("谢谢啦", "thanks"), ("my refund", "refund")])
    func unseenWordingIsRecognised(text: String, label: String) throws {
        let classifier = try Self.train(embeddings: nil)
        let answer = try #require(classifier.classify(TestExamples.scalars(text), embedding: nil))
        #expect(answer.ranked.first?.label == label)
        #expect(answer.features == .ngrams)
    }

    @Test func probabilitiesAreOrderedAndSumToOne() throws {
        let classifier = try Self.train(embeddings: nil)
        let ranked = try #require(classifier.classify(TestExamples.scalars("查一下"), embedding: nil)).ranked
        #expect(Set(ranked.map(\.label)) == ["parcel", "refund", "thanks", "out_of_scope"])
        #expect(abs(ranked.map(\.probability).reduce(0, +) - 1) < 1e-5)
        #expect(ranked.map(\.probability) == ranked.map(\.probability).sorted(by: >))
    }

    @Test func embeddingsDecideWhereNgramsAreUnknown() throws {
        let classifier = try Self.train(embeddings: Self.embeddings)
        for (example, embedding) in zip(TestExamples.shop, Self.embeddings) {
            let answer = try #require(classifier.classify(TestExamples.scalars("ωψξ"), embedding: embedding))
            #expect(answer.ranked.first?.label == example.label)
            #expect(answer.features == [.ngrams, .embedding])
        }
    }

    @Test func withoutAnEmbeddingTheNgramsAnswer() throws {
        let classifier = try Self.train(embeddings: Self.embeddings)
        #expect(classifier.classify(TestExamples.scalars("谢谢"), embedding: nil)?.features == .ngrams)
    }

    @Test func anEmbeddingOfAnotherDimensionIsRefused() throws {
        let classifier = try Self.train(embeddings: Self.embeddings)
        #expect(classifier.classify(TestExamples.scalars("谢谢"), embedding: [1, 0]) == nil)
    }

    @Test func strangeTextIsMoreOutsideThanTaughtText() throws {
        let classifier = try Self.train(embeddings: nil)
        let strange = try #require(classifier.classify(TestExamples.scalars("讲个天气的故事"), embedding: nil)?.outside)
        let taught = try #require(classifier.classify(TestExamples.scalars("我的快递到哪里了"), embedding: nil)?.outside)
        #expect(strange > taught)
    }

    @Test(arguments: ["", "😀", "\u{0}", String(repeating: "啊", count: 100_000)])
    func anyTextIsAnswered(text: String) throws {
        let classifier = try Self.train(embeddings: nil)
        let answer = try #require(classifier.classify(TestExamples.scalars(text), embedding: nil))
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
            try ClassifierTraining(examples: two, embeddings: [[1]])
        }
        #expect(throws: TextClassificationError.embeddingDimension(row: 2, expected: 2, actual: 1)) {
            try ClassifierTraining(examples: two, embeddings: [[1, 0], [1, 0], [1]])
        }
        #expect(throws: TextClassificationError.embeddingNotFinite(row: 1)) {
            try ClassifierTraining(examples: two, embeddings: [[1], [.nan], [1]])
        }
    }
}
