import NIOCore
import ServiceLifecycle
import Synchronization

/// The model in the role "generate": one worker at a time, replaced while the texts of the one before end in peace.
final class GenerationEngine: Service {
    private let worker: Mutex<GenerationWorker?>

    init(worker: GenerationWorker? = nil) {
        self.worker = Mutex(worker)
    }

    /// Nil where no model is in the role.
    var model: ModelDescription? { worker.withLock { $0?.description } }

    /// Begins a text. The events end with `.end`, or with the error that cut the text: `InferenceError`, or
    /// `CancellationError` once the reading task is cancelled.
    func generate(
        _ request: GenerationRequest,
        deadline: NIODeadline? = nil
    ) async throws -> AsyncThrowingStream<GenerationEvent, any Error> {
        let worker = try current()
        // Never more than one event a token, and tokens are limited: what a slow reader leaves is bounded by that.
        let (events, output) = AsyncThrowingStream.makeStream(of: GenerationEvent.self)
        let id = try await worker.begin(request, deadline: deadline, output: output)
        output.onTermination = { reason in
            guard case .cancelled = reason else { return }
            Task { await worker.cancel(id) }
        }
        return events
    }

    func countTokens(of texts: [String]) async throws -> [Int] {
        try await current().countTokens(of: texts)
    }

    /// Puts another model into the role. Texts that have begun are written to their end by the one before, which then
    /// leaves memory.
    func replace(with next: GenerationWorker) {
        worker.withLock { $0 = next }
    }

    /// Lives as long as the service; texts that are being written when it stops are ended.
    func run() async throws {
        try? await gracefulShutdown()
        await worker.withLock { $0 }?.stop()
    }

    private func current() throws(InferenceError) -> GenerationWorker {
        guard let worker = worker.withLock({ $0 }) else { throw .noGenerationModel }
        return worker
    }
}
