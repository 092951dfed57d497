import CoreMetrics

/// What operators see of the engine.
struct EmbeddingMetrics: Sendable {
    private let cacheHits: Counter
    private let cacheMisses: Counter
    private let tokens: Counter
    private let batchTexts: Recorder
    private let batchTime: Timer

    init(factory: any MetricsFactory = NOOPMetricsHandler.instance) {
        func texts(_ cache: String) -> Counter {
            Counter(label: "inference_embed_texts", dimensions: [("cache", cache)], factory: factory)
        }
        cacheHits = texts("hit")
        cacheMisses = texts("miss")
        tokens = Counter(label: "inference_embed_tokens", factory: factory)
        batchTexts = Recorder(label: "inference_embed_batch_texts", dimensions: [], aggregate: true, factory: factory)
        batchTime = Timer(label: "inference_embed_batch", factory: factory)
    }

    func countTexts(found: Int, missing: Int) {
        cacheHits.increment(by: found)
        cacheMisses.increment(by: missing)
    }

    func recordBatch(texts: Int, tokens count: Int, _ elapsed: Duration) {
        tokens.increment(by: count)
        batchTexts.record(texts)
        batchTime.recordNanoseconds(elapsed.wholeNanoseconds)
    }
}
