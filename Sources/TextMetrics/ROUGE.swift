/// ROUGE-1, ROUGE-2 and ROUGE-L of a corpus: the mean over sentences of the F-score of common 1-grams, 2-grams, and of
/// the longest common subsequence (Lin, 2004). Equal to the package rouge-score without stemming, given its tokens.
package struct ROUGE: Sendable, Hashable, Codable {
    /// 0 to 1 each.
    package let rouge1: Double
    package let rouge2: Double
    package let rougeL: Double

    package init(_ pairs: [TextPair]) {
        var sums = (one: 0.0, two: 0.0, longest: 0.0)
        for pair in pairs {
            let hypothesis = Self.tokens(of: pair.hypothesis)
            let reference = Self.tokens(of: pair.reference)
            sums.one += Self.score(NgramOverlap(hypothesis, reference, order: 1))
            sums.two += Self.score(NgramOverlap(hypothesis, reference, order: 2))
            sums.longest += Self.longest(hypothesis, reference)
        }
        let count = Double(max(1, pairs.count))
        rouge1 = sums.one / count
        rouge2 = sums.two / count
        rougeL = sums.longest / count
    }

    /// Runs of ASCII letters and digits, in lower case, and each Chinese character alone; all else separates.
    package static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
                word.append(scalar)
                continue
            }
            if !word.isEmpty { tokens.append(String(word)) }
            word = String.UnicodeScalarView()
            if scalar.properties.isIdeographic { tokens.append(String(scalar)) }
        }
        return word.isEmpty ? tokens : tokens + [String(word)]
    }

    private static func score(_ overlap: NgramOverlap) -> Double {
        harmonicMean(overlap.matches, overlap.hypothesis, overlap.reference)
    }

    private static func harmonicMean(_ matches: Int, _ hypothesis: Int, _ reference: Int) -> Double {
        guard matches > 0 else { return 0 }
        let precision = Double(matches) / Double(hypothesis)
        let recall = Double(matches) / Double(reference)
        return 2 * precision * recall / (precision + recall)
    }

    private static func longest(_ hypothesis: [String], _ reference: [String]) -> Double {
        var row = [Int](repeating: 0, count: hypothesis.count + 1)
        for token in reference {
            var diagonal = 0
            for index in hypothesis.indices {
                let above = row[index + 1]
                row[index + 1] = token == hypothesis[index] ? diagonal + 1 : max(above, row[index])
                diagonal = above
            }
        }
        return harmonicMean(row[hypothesis.count], hypothesis.count, reference.count)
    }
}
