import CLlama
import Synchronization

/// What llama.cpp complains about while it loads a model: it returns nothing but null, and says why in its log.
enum LlamaLog {
    private static let complaints = Mutex<[String]>([])

    /// Runs `body` and answers what the library complained about meanwhile.
    static func collecting<Result>(_ body: () -> Result) -> (Result, complaints: String) {
        llama_log_set({ level, text, _ in LlamaLog.note(level, text) }, nil)
        complaints.withLock { $0 = [] }
        let result = body()
        return (result, complaints.withLock { $0.joined(separator: "; ") })
    }

    private static func note(_ level: ggml_log_level, _ text: UnsafePointer<CChar>?) {
        guard level == GGML_LOG_LEVEL_ERROR, let text else { return }
        let line = String(cString: text).split(separator: "\n").joined(separator: " ")
        complaints.withLock { if $0.count < 4, !line.isEmpty { $0.append(line) } }
    }
}
