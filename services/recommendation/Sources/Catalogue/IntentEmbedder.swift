import Synchronization

/// The vector of what a customer said last, if it can be had in time: a recommendation does not wait for a model.
///
/// Texts seen lately are not embedded again, and after a failure no text is for a while.
final class IntentEmbedder: Sendable {
    private struct State {
        var cache: GenerationCache<String, [Float]>
        var pausedUntil: Int64 = 0
    }

    private let embedder: TextEmbedder
    private let pauseMilliseconds: Int64
    private let state: Mutex<State>

    init(embedder: TextEmbedder, cacheSize: Int, pause: Duration) {
        self.embedder = embedder
        pauseMilliseconds = Int64(pause / .milliseconds(1))
        state = Mutex(State(cache: GenerationCache(entriesMax: cacheSize)))
    }

    /// `now` is in Unix milliseconds.
    func vector(of text: String, now: Int64) async -> [Float]? {
        let (known, isPaused) = state.withLock { ($0.cache.value(for: text), $0.pausedUntil > now) }
        if known != nil || isPaused { return known }
        do {
            let vector = try await embedder.query(text)
            state.withLock { $0.cache.insert(vector, for: text) }
            return vector
        } catch {
            // The answer goes without it; order and evidence stay what they are for everybody else.
            state.withLock { $0.pausedUntil = now + pauseMilliseconds }
            return nil
        }
    }
}

/// Keeps what was used lately, in constant time: two generations, of which the older goes when the younger is full.
struct GenerationCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let generationSize: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    /// Holds between half of `entriesMax` and `entriesMax` entries once it is full.
    init(entriesMax: Int) {
        precondition(entriesMax >= 2, "entriesMax must be at least 2 (is \(entriesMax))")
        generationSize = entriesMax / 2
    }

    var count: Int { young.count + old.count }

    mutating func value(for key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old[key] else { return nil }
        insert(value, for: key)
        return value
    }

    mutating func insert(_ value: Value, for key: Key) {
        old[key] = nil
        young[key] = value
        guard young.count >= generationSize else { return }
        old = young
        young = [:]
    }

    mutating func remove(_ key: Key) {
        young[key] = nil
        old[key] = nil
    }
}
