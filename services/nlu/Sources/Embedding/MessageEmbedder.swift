import IntentPipeline
import Synchronization

/// Embeds what customers write, as far as it can be had in time.
///
/// Texts seen lately are not asked for again. After a failure no call is made for a while, so that messages are not
/// held up one by one while inference is away.
final class MessageEmbedder: Sendable {
    private struct State {
        var cache: RecentCache<String, [Float]>
        var cachedModel = ""
        var isPausedUntil: ContinuousClock.Instant?
    }

    private let source: EmbeddingSource
    private let pause: Duration
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state: Mutex<State>

    init(
        source: EmbeddingSource,
        cacheSize: Int,
        pause: Duration,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.source = source
        self.pause = pause
        self.now = now
        state = Mutex(State(cache: RecentCache(generationSize: max(1, cacheSize / 2))))
    }

    /// The vector of each text by `model`, or nil when inference cannot be asked or runs another model.
    func vectors(of texts: [String], model: String) async -> [String: [Float]]? {
        let texts = Set(texts)
        var (vectors, isPaused) = cached(texts, model: model)
        let missing = texts.subtracting(vectors.keys).sorted()
        guard !missing.isEmpty else { return vectors }
        guard !isPaused else { return nil }
        do {
            let answer = try await source.embedAll(missing, batchSize: EmbeddingSource.textsMax)
            guard answer.model == model else {
                pauseAsking()
                return nil
            }
            vectors.merge(answer.vectors) { _, new in new }
            keep(answer.vectors, model: model)
            return vectors
        } catch {
            // The answer says that it was given without embeddings; the caller logs it.
            pauseAsking()
            return nil
        }
    }

    private func cached(_ texts: Set<String>, model: String) -> (vectors: [String: [Float]], isPaused: Bool) {
        let instant = now()
        return state.withLock { state in
            var vectors: [String: [Float]] = [:]
            if state.cachedModel == model {
                for text in texts { vectors[text] = state.cache.value(for: text) }
            }
            return (vectors, state.isPausedUntil.map { $0 > instant } ?? false)
        }
    }

    private func keep(_ vectors: [String: [Float]], model: String) {
        state.withLock { state in
            if state.cachedModel != model {
                state.cache = state.cache.emptied
                state.cachedModel = model
            }
            for (text, vector) in vectors { state.cache.insert(vector, for: text) }
            state.isPausedUntil = nil
        }
    }

    private func pauseAsking() {
        let end = now().advanced(by: pause)
        state.withLock { $0.isPausedUntil = end }
    }
}
