import Testing

@testable import TextMetrics

@Suite struct TextMetricsTests {
    private static func bleu(_ hypothesis: String, _ reference: String, _ tokenizer: EvaluationTokenizer) -> BLEU {
        BLEU([TextPair(hypothesis: hypothesis, reference: reference)], tokenizer: tokenizer)
    }

    @Test func equalTextsHaveFullScores() {
        let pairs = [TextPair(hypothesis: "您的包裹到了 SF-1。", reference: "您的包裹到了 SF-1。")]
        let evaluation = TextEvaluation(pairs, tokenizer: .chinese)
        #expect(abs(evaluation.bleu.score - 100) < 1e-9)
        #expect(abs(evaluation.chrF - 100) < 1e-9)
        #expect(evaluation.rouge.rougeL == 1)
    }

    @Test func textsWithNothingInCommonScoreNothing() {
        let evaluation = TextEvaluation([TextPair(hypothesis: "abc", reference: "您好")], tokenizer: .chinese)
        #expect(evaluation.bleu.score == 0)
        #expect(evaluation.chrF == 0)
        #expect(evaluation.rouge.rouge1 == 0)
    }

    @Test func emptySentencesAreNoTrap() {
        for pair in [("", ""), ("a", ""), ("", "a")] {
            let pairs = [TextPair(hypothesis: pair.0, reference: pair.1)]
            let evaluation = TextEvaluation(pairs, tokenizer: .mteval13a)
            #expect(evaluation.bleu.score == 0)
            #expect(evaluation.chrF == 0)
        }
    }

    @Test func aShortHypothesisPaysForItsBrevity() {
        #expect(Self.bleu("a b c d", "a b c d e f g h", .mteval13a).brevityPenalty < 0.5)
        #expect(Self.bleu("a b c d e f g h", "a b c d", .mteval13a).brevityPenalty == 1)
    }

    @Test func punctuationStandsApartButNotInNumbers() {
        let tokens = EvaluationTokenizer.mteval13a.tokens(of: "It's 1,299.50 yuan (SF-1), 3-day &quot;ok&quot;...")
        #expect(
            tokens == [
                "It's", "1,299.50", "yuan", "(", "SF-1", ")", ",", "3", "-", "day", "\"", "ok", "\"", ".", ".", ".",
            ]
        )
    }

    @Test func chineseCharactersStandAlone() {
        #expect(EvaluationTokenizer.chinese.tokens(of: "退款99.5元，ok") == ["退", "款", "99.5", "元", "，", "ok"])
        #expect(ROUGE.tokens(of: "退款 99.5元，OK") == ["退", "款", "99", "5", "元", "ok"])
    }

    @Test func theTokenizerSuitsTheLanguage() {
        #expect(EvaluationTokenizer.suited(to: ["您的订单 ABC 已发货"]) == .chinese)
        #expect(EvaluationTokenizer.suited(to: ["Your order 订单 was shipped yesterday"]) == .mteval13a)
    }

    @Test func theLongestCommonSubsequenceSkipsWords() {
        let rouge = ROUGE([TextPair(hypothesis: "a x b y c", reference: "a b c")])
        // 3 common in order: precision 3/5, recall 1.
        #expect(abs(rouge.rougeL - 0.75) < 1e-12)
    }
}
