import Testing

@testable import KnowledgeSearch

@Suite struct HybridSearchTests {
    private let questions = ["退货运费谁出", "换货运费谁出", "发票怎么开", "How do I get an invoice"].enumerated()
        .map { (entry: $0.offset, text: $0.element) }

    private func vector(_ direction: Int) -> [Float] { (0..<4).map { $0 == direction ? 1 : 0 } }

    @Test func neighbouringCharactersAndLatinWordsAreTerms() {
        #expect(SearchTerms.of("退货 ＡＢＣ1") == ["退", "货", "退货", "abc1"])
    }

    @Test func withoutVectorsTheWordsRankAlone() throws {
        let search = try HybridSearch(questions: questions, vectors: nil)
        let result = try search.find("怎么开发票", vector: nil, limit: 2)
        #expect(result.hits.first?.entry == 2)
        #expect(result.hits.first?.likeness == nil)
        #expect(!search.usesVectors)
    }

    @Test func bothRankingsTogetherOutweighEitherOne() throws {
        let search = try HybridSearch(questions: questions, vectors: (0..<4).map(vector))
        // By words the third, by meaning the fourth and then the third: the third is named twice near the top.
        let result = try search.find("发票怎么开", vector: [0, 0, 0.6, 0.8], limit: 4)
        #expect(result.byWords.first == 2)
        #expect(result.byMeaning.first == 3)
        #expect(result.hits.first?.entry == 2)
    }

    @Test func anEntryIsAsNearAsTheNearestOfItsQuestions() throws {
        let search = try HybridSearch(questions: [(0, "甲乙"), (0, "丙丁"), (1, "丙戊")], vectors: nil)
        #expect(try search.find("丙丁", vector: nil, limit: 5).hits.map(\.entry) == [0, 1])
    }

    @Test func entriesThatDoNotHoldAreLeftOut() throws {
        let search = try HybridSearch(questions: questions, vectors: nil)
        #expect(try search.find("退货运费谁出", vector: nil, limit: 1) { $0 != 0 }.hits.map(\.entry) == [1])
    }

    @Test(arguments: ["\" OR *", "退货\" NEAR(", "AND", "", "？？"])
    func whatACustomerWritesIsNeverTheSyntaxOfAQuery(text: String) throws {
        let search = try HybridSearch(questions: questions, vectors: nil)
        #expect(throws: Never.self) { try search.find(text, vector: nil, limit: 5) }
    }
}

@Suite struct KnowledgeEvaluationTests {
    private let entries = ["退货运费谁出", "发票怎么开", "什么时候发货", "可以货到付款吗"]

    @Test func questionsWithoutAnEntryAreRefusedWhereTheyAreUnlikeAll() throws {
        let inside = entries.indices.map { KnowledgeEvaluation.Question(text: entries[$0] + "呀", entry: $0) }
        let outside = ["天气如何", "股票涨了", "写首诗"].map { KnowledgeEvaluation.Question(text: $0, entry: nil) }
        let evaluation = try KnowledgeEvaluation(entries: entries, questions: inside + outside, vectors: nil)
        #expect(evaluation.hit1 == 1)
        #expect(evaluation.outside == 3 && !evaluation.outsideIsHidden)
        #expect(evaluation.refusalRecall == 1)
    }

    @Test func aThresholdRefusesTheShareItMay() {
        let probabilities = (0..<100).map { Double($0) / 100 }
        let threshold = AnswerBoundary.threshold(of: probabilities, falseRefusals: 0.05)
        #expect(probabilities.count { $0 < threshold } == 5)
    }
}
