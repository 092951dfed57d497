import CoreMetrics

/// Counters of writing, in the names of `/metrics`.
struct GenerationMetrics: Sendable {
    private let passes: Timer
    private let passTokens: Recorder
    private let promptTokens: Counter
    private let promptTokensReused: Counter
    private let generatedTokens: Counter

    init(factory: any MetricsFactory = NOOPMetricsHandler.instance) {
        passes = Timer(label: "inference_generate_pass_seconds", dimensions: [], factory: factory)
        passTokens = Recorder(label: "inference_generate_pass_tokens", factory: factory)
        promptTokens = Counter(label: "inference_generate_prompt_tokens", factory: factory)
        promptTokensReused = Counter(label: "inference_generate_prompt_tokens_reused", factory: factory)
        generatedTokens = Counter(label: "inference_generate_tokens", factory: factory)
    }

    func recordPass(tokens: Int, _ elapsed: Duration) {
        passes.recordNanoseconds(elapsed.wholeNanoseconds)
        passTokens.record(tokens)
    }

    func recordText(_ summary: GenerationSummary) {
        promptTokens.increment(by: summary.promptTokens)
        promptTokensReused.increment(by: summary.promptTokensReused)
        generatedTokens.increment(by: summary.generatedTokens)
    }
}
