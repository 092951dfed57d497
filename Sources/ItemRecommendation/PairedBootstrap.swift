import SeededRandom

/// A 95 % confidence interval of one model's gain over another, by drawing users with replacement (Efron, 1979).
///
/// Paired: a drawn user brings both models' results, so what is hard or easy about a user cancels.
package struct PairedBootstrap: Sendable, Hashable, Codable {
    /// The ratio of the means, less 1.
    package let relativeGain: Double
    package let lower: Double
    package let upper: Double

    /// - Parameters:
    ///   - values: each user's measure under the model.
    ///   - baseline: the same users' under the baseline.
    init(_ values: [Double], over baseline: [Double], draws: Int = 1_000, seed: UInt64) {
        precondition(values.count == baseline.count, "both models are measured on the same users")
        var random = SplitMix64(seed: seed)
        let users = UInt64(values.count)
        var gains: [Double] = []
        for _ in 0..<draws {
            var sums = (0.0, 0.0)
            for _ in values.indices {
                let user = Int(random.next() % users)
                sums.0 += values[user]
                sums.1 += baseline[user]
            }
            gains.append(Self.gain(sums.0, sums.1))
        }
        gains.sort()
        relativeGain = Self.gain(values.reduce(0, +), baseline.reduce(0, +))
        lower = gains[Int(Double(draws - 1) * 0.025)]
        upper = gains[Int(Double(draws - 1) * 0.975)]
    }

    private static func gain(_ value: Double, _ baseline: Double) -> Double {
        baseline > 0 ? value / baseline - 1 : 0
    }
}
