/// Tags characters by the best path through a linear chain: a score for each tag at each position and one for each pair of
/// neighbouring tags, the sum of which Viterbi's algorithm makes greatest.
package struct SequenceTagger: Sendable {
    package let tags: [String]
    /// Features x tags.
    let weights: [Float]
    /// Tags + 1 (the last row for the beginning) x tags; -infinity where a pair may not stand.
    let transitions: [Float]

    init(tags: [String], weights: [Float], transitions: [Float]) {
        self.tags = tags
        self.weights = weights
        self.transitions = transitions
    }

    package func tag(_ characters: [Unicode.Scalar]) -> TaggedText {
        let path = Self.bestPath(
            CharacterFeatures.buckets(of: characters),
            weights: weights,
            transitions: transitions,
            tagCount: tags.count
        )
        return TaggedText(characters: characters, tags: path.map { tags[$0] })
    }

    /// Viterbi's algorithm. `cost` is added to every tag but `gold`'s, so that training asks for a margin.
    static func bestPath(
        _ features: [[Int32]],
        weights: [Float],
        transitions: [Float],
        tagCount: Int,
        gold: [Int]? = nil,
        cost: Float = 0
    ) -> [Int] {
        guard !features.isEmpty else { return [] }
        var scores = [Float](repeating: 0, count: tagCount)
        var previous = scores
        var back = [Int16](repeating: 0, count: features.count * tagCount)
        for (position, buckets) in features.enumerated() {
            for tag in 0..<tagCount { scores[tag] = gold.map { $0[position] == tag ? 0 : cost } ?? 0 }
            for bucket in buckets {
                let row = Int(bucket) * tagCount
                for tag in 0..<tagCount { scores[tag] += weights[row + tag] }
            }
            for tag in 0..<tagCount {
                if position == 0 {
                    scores[tag] += transitions[tagCount * tagCount + tag]
                    continue
                }
                var best = -Float.infinity
                var from = 0
                for earlier in 0..<tagCount where previous[earlier] + transitions[earlier * tagCount + tag] > best {
                    best = previous[earlier] + transitions[earlier * tagCount + tag]
                    from = earlier
                }
                scores[tag] += best
                back[position * tagCount + tag] = Int16(from)
            }
            swap(&scores, &previous)
        }
        var tag = previous.indices.max { previous[$0] < previous[$1] } ?? 0
        var path = [Int](repeating: 0, count: features.count)
        for position in features.indices.reversed() {
            path[position] = tag
            tag = Int(back[position * tagCount + tag])
        }
        return path
    }

    /// Which tag may follow which: `I-x` only `B-x` or `I-x`, and not at the beginning.
    static func allowedTransitions(_ tags: [String]) -> [Float] {
        var allowed = [Float](repeating: 0, count: (tags.count + 1) * tags.count)
        for from in 0...tags.count {
            for (to, tag) in tags.enumerated() where tag.hasPrefix("I-") {
                let isInside = from < tags.count && tags[from].dropFirst(2) == tag.dropFirst(2) && tags[from] != "O"
                if !isInside { allowed[from * tags.count + to] = -.infinity }
            }
        }
        return allowed
    }
}
