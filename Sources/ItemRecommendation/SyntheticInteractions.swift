import Foundation
import SeededRandom

/// Sequences of invented customers, for tests and for measuring at sizes that no shop at hand has.
///
/// Items belong to themes; in a theme a few items are far more popular than the rest (Zipf's law). A customer stays with
/// a theme for some interactions, often moves from an item to the one that goes with it, and then changes the theme.
package struct SyntheticInteractions: Sendable, Hashable {
    package var users = 2_000
    package var items = 400
    package var themes = 20
    /// The mean of a customer's interactions; each has at least 3.
    package var interactionsMean = 10
    package var seed: UInt64 = 7

    package init() {}

    package func sequences() -> InteractionSequences {
        var random = SplitMix64(seed: seed)
        var sequences: [[UInt32]] = []
        sequences.reserveCapacity(users)
        for _ in 0..<users { sequences.append(sequence(&random)) }
        return InteractionSequences(itemCount: items, users: sequences)
    }

    private func sequence(_ random: inout SplitMix64) -> [UInt32] {
        let extra = -log(1 - random.unit()) * Double(max(0, interactionsMean - 3))
        let count = min(3 + Int(extra.rounded()), items / 2)
        var sequence: [UInt32] = []
        var seen: Set<UInt32> = []
        var theme = Int(random.next() % UInt64(themes))
        while sequence.count < count {
            if random.unit() < 0.15 { theme = Int(random.next() % UInt64(themes)) }
            let item = next(after: sequence.last, theme: theme, &random)
            if seen.insert(item).inserted { sequence.append(item) }
        }
        return sequence
    }

    private func next(after last: UInt32?, theme: Int, _ random: inout SplitMix64) -> UInt32 {
        let size = items / themes
        if let last, random.unit() < 0.3 {
            // The item that goes with this one: a fixed other place in the same theme.
            let place = (Int(last) / themes * 7 + 3) % size
            return UInt32(place * themes + Int(last) % themes)
        }
        let place = Int(pow(Double(size), random.unit())) - 1
        return UInt32(min(place, size - 1) * themes + theme)
    }
}
