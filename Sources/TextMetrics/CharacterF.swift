/// chrF2 of a corpus, one reference a sentence: F-score of character 1- to 6-grams without white space, recall weighed
/// four times as precision (Popović, WMT 2015). Equal to sacreBLEU's with its defaults.
package enum CharacterF {
    static let order = 6
    /// The square of beta, which is 2.
    static let recallWeight = 4.0

    /// 0 to 100.
    package static func score(_ pairs: [TextPair]) -> Double {
        var counts = [NgramOverlap](repeating: NgramOverlap(), count: order)
        for pair in pairs {
            let hypothesis = characters(of: pair.hypothesis)
            let reference = characters(of: pair.reference)
            for order in 1...Self.order {
                var overlap = NgramOverlap(hypothesis, reference, order: order)
                // Where the reference has no n-gram of this length, those of the hypothesis are not held against it.
                if overlap.reference == 0 { overlap.hypothesis = 0 }
                counts[order - 1] += overlap
            }
        }
        let used = counts.filter { $0.hypothesis > 0 && $0.reference > 0 }
        guard !used.isEmpty else { return 0 }
        let precision = used.reduce(0) { $0 + Double($1.matches) / Double($1.hypothesis) } / Double(used.count)
        let recall = used.reduce(0) { $0 + Double($1.matches) / Double($1.reference) } / Double(used.count)
        guard precision + recall > 0 else { return 0 }
        return 100 * (1 + recallWeight) * precision * recall / (recallWeight * precision + recall)
    }

    private static func characters(of text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { !EvaluationTokenizer.isSpace($0) }
    }
}
