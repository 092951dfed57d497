/// How long a model takes, learnt from the batches it has computed.
///
/// Work is counted in tokens where they are known. For a text that is not split yet it is counted in bytes, which grow
/// with tokens closely enough for a forecast: a Chinese character is three bytes and about two thirds of a token, four
/// or five Latin letters are one.
struct EncodingCost: Sendable, Hashable {
    /// Nanoseconds a unit of work, a moving average; nil before the first batch.
    private var nanosecondsPerUnit: Double?

    /// The share of a new measurement in the average.
    private static let weight = 0.2
    /// What prefix and marks add to every text, in bytes.
    private static let overhead = 16

    static func work(of input: EmbeddingInput) -> Int {
        input.text.utf8.count + overhead
    }

    /// The time for `work`; nil while nothing is known.
    func forecast(work: Int) -> Duration? {
        nanosecondsPerUnit.map { .nanoseconds(Int64($0 * Double(work))) }
    }

    mutating func learn(work: Int, took elapsed: Duration) {
        guard work > 0 else { return }
        let measured = elapsed / .nanoseconds(1) / Double(work)
        nanosecondsPerUnit = nanosecondsPerUnit.map { $0 + Self.weight * (measured - $0) } ?? measured
    }
}
