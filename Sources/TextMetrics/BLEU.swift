import Foundation

/// BLEU of a corpus, one reference a sentence (Papineni and others, ACL 2002), with the exponential smoothing of orders
/// that match nowhere (Chen and Cherry, WMT 2014, their third method). Equal to sacreBLEU's under the same signature.
package struct BLEU: Sendable, Hashable, Codable {
    package static let order = 4

    /// 0 to 100.
    package let score: Double
    /// Of 1-grams to 4-grams, in percent, smoothed.
    package let precisions: [Double]
    /// 1, or less where the hypotheses are shorter than the references.
    package let brevityPenalty: Double
    package let hypothesisTokens: Int
    package let referenceTokens: Int

    package init(_ pairs: [TextPair], tokenizer: EvaluationTokenizer) {
        var counts = [NgramOverlap](repeating: NgramOverlap(), count: Self.order)
        var lengths = (hypothesis: 0, reference: 0)
        for pair in pairs {
            let hypothesis = tokenizer.tokens(of: pair.hypothesis)
            let reference = tokenizer.tokens(of: pair.reference)
            lengths.hypothesis += hypothesis.count
            lengths.reference += reference.count
            for order in 1...Self.order { counts[order - 1] += NgramOverlap(hypothesis, reference, order: order) }
        }
        let penalty = Self.penalty(lengths.hypothesis, lengths.reference)
        precisions = Self.smoothed(counts)
        score = precisions.contains(0) ? 0 : penalty * exp(precisions.reduce(0) { $0 + log($1) } / Double(Self.order))
        brevityPenalty = penalty
        hypothesisTokens = lengths.hypothesis
        referenceTokens = lengths.reference
    }

    private static func penalty(_ hypothesis: Int, _ reference: Int) -> Double {
        guard hypothesis < reference else { return 1 }
        return hypothesis == 0 ? 0 : exp(1 - Double(reference) / Double(hypothesis))
    }

    private static func smoothed(_ counts: [NgramOverlap]) -> [Double] {
        guard counts.contains(where: { $0.matches > 0 }) else { return counts.map { _ in 0 } }
        var halving = 1.0
        return counts.map { count in
            guard count.hypothesis > 0 else { return 0 }
            guard count.matches == 0 else { return 100 * Double(count.matches) / Double(count.hypothesis) }
            halving *= 2
            return 100 / (halving * Double(count.hypothesis))
        }
    }
}

/// How many n-grams two sentences have, and have in common.
struct NgramOverlap: Sendable, Hashable {
    var hypothesis = 0
    var reference = 0
    var matches = 0

    init() {}

    init<Token: Hashable>(_ hypothesis: [Token], _ reference: [Token], order: Int) {
        let ours = Self.counts(hypothesis, order: order)
        let theirs = Self.counts(reference, order: order)
        self.hypothesis = max(0, hypothesis.count - order + 1)
        self.reference = max(0, reference.count - order + 1)
        matches = ours.reduce(0) { $0 + min($1.value, theirs[$1.key] ?? 0) }
    }

    static func += (sum: inout NgramOverlap, part: NgramOverlap) {
        sum.hypothesis += part.hypothesis
        sum.reference += part.reference
        sum.matches += part.matches
    }

    private static func counts<Token: Hashable>(_ tokens: [Token], order: Int) -> [ArraySlice<Token>: Int] {
        guard tokens.count >= order else { return [:] }
        return (0...tokens.count - order).reduce(into: [:]) { $0[tokens[$1..<$1 + order], default: 0] += 1 }
    }
}
