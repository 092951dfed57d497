import Dispatch

/// Runs a model away from event loops and from the pool that runs tasks: encoding blocks for milliseconds.
actor ModelWorker {
    private let thread = ModelThread()
    private let model: any EmbeddingModel

    nonisolated let description: ModelDescription
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(model: sending any EmbeddingModel) {
        description = model.description
        self.model = model
    }

    func encode(_ inputs: [EmbeddingInput]) throws -> [Embedding] {
        try model.encode(inputs)
    }

    func countTokens(of texts: [String]) throws -> [Int] {
        try texts.map(model.countTokens(of:))
    }
}

/// A serial executor on a queue of its own.
final class ModelThread: SerialExecutor {
    private let queue = DispatchQueue(label: "xiaoer.inference.model")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}

/// Work that blocks for seconds, such as reading a model file, away from the pool that runs tasks.
enum ModelLoading {
    static func offThePool<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Swift.Result { try body() })
            }
        }
    }
}
