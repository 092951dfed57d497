/// The baseline every other model is held against: how often an item came one, two or three interactions after another,
/// nearer ones counting more, summed over the history with the latest item counting most.
///
/// No normalisation, no cut, nothing fitted.
struct PlainCoOccurrence: Sendable {
    private let counts: [[UInt32: Float]]

    init(_ sequences: InteractionSequences) {
        var counts = [[UInt32: Float]](repeating: [:], count: sequences.itemCount)
        for user in 0..<sequences.userCount {
            let sequence = Array(sequences[user])
            for position in sequence.indices {
                for distance in 1...3 where position + distance < sequence.count {
                    counts[Int(sequence[position])][sequence[position + distance], default: 0] += 1 / Float(distance)
                }
            }
        }
        self.counts = counts
    }

    func scores(for history: some BidirectionalCollection<UInt32>) -> [UInt32: Float] {
        var scores: [UInt32: Float] = [:]
        for (back, item) in history.reversed().enumerated() {
            for (other, count) in counts[Int(item)] { scores[other, default: 0] += count / Float(back + 1) }
        }
        return scores
    }
}
