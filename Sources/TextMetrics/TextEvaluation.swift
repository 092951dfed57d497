/// What was written, beside what should have been.
package struct TextPair: Sendable, Hashable {
    package let hypothesis: String
    package let reference: String

    package init(hypothesis: String, reference: String) {
        self.hypothesis = hypothesis
        self.reference = reference
    }
}

/// The usual scores of generated text against references, one a line.
package struct TextEvaluation: Sendable, Hashable, Codable {
    package let sentences: Int
    package let bleu: BLEU
    /// How BLEU was computed, in the notation by which such scores are compared.
    package let bleuSignature: String
    /// 0 to 100.
    package let chrF: Double
    package let rouge: ROUGE

    package init(_ pairs: [TextPair], tokenizer: EvaluationTokenizer) {
        sentences = pairs.count
        bleu = BLEU(pairs, tokenizer: tokenizer)
        bleuSignature = "nrefs:1|case:mixed|eff:no|tok:\(tokenizer.rawValue)|smooth:exp"
        chrF = CharacterF.score(pairs)
        rouge = ROUGE(pairs)
    }
}
