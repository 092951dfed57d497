import IntentPipeline

/// One lesson taught while serving, and what became of it. A file each, so that replicas that share the folder see the
/// same.
struct VersionRecord: Codable, Sendable, Hashable {
    /// From 1; 0 is what the service came with.
    var number: Int
    /// What answers name: the examples' hash and the embedding model.
    var version: String
    var author: String
    var createdUnixMilliseconds: Int64
    var idempotencyKey: String
    /// Whether it went into service then.
    var isPromoted: Bool
    /// Why not; empty when promoted.
    var reason: String
    /// All that was taught up to it and with it, oldest first; of contradicting examples the last counts.
    var taught: [IntentExample]
    var words: [TaughtWord]
    var exampleCount: Int
    /// On the kept examples, 0 ... 1.
    var accuracy: Double
    var macroF1: Double

    /// The version that the service came with, when nothing better is known of it.
    static func shipped(version: String, exampleCount: Int) -> VersionRecord {
        VersionRecord(
            number: 0,
            version: version,
            author: "",
            createdUnixMilliseconds: 0,
            idempotencyKey: "",
            isPromoted: true,
            reason: "",
            taught: [],
            words: [],
            exampleCount: exampleCount,
            accuracy: 0,
            macroF1: 0
        )
    }
}

/// A word that stands for a slot's value from now on.
struct TaughtWord: Codable, Sendable, Hashable {
    /// colour, size, carrier, payment_method or product.
    var kind: String
    /// As customers write it.
    var text: String
    /// The value's normal form, or a product's id.
    var value: String
}
