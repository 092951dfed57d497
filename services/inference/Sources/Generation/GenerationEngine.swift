import NIOCore
import ServiceLifecycle
import Synchronization

/// The model in the role "generate": one writer at a time, replaced while the texts of the one before end in peace.
final class GenerationEngine: Service {
    private let writer: Mutex<(any TextWriter)?>

    init(writer: (any TextWriter)? = nil) {
        self.writer = Mutex(writer)
    }

    /// Nil where no model is in the role.
    var model: ModelDescription? { writer.withLock { $0?.description } }

    /// Begins a text. The events end with `.end`, or with the error that cut the text: `InferenceError`, `RemoteError`,
    /// or `CancellationError` once the reading task is cancelled.
    func generate(
        _ request: GenerationRequest,
        deadline: NIODeadline? = nil
    ) async throws -> AsyncThrowingStream<GenerationEvent, any Error> {
        try await current().write(request, deadline: deadline)
    }

    func countTokens(of texts: [String]) async throws -> [Int] {
        try await current().countTokens(of: texts)
    }

    /// Puts another model into the role. Texts that have begun are written to their end by the one before, which then
    /// leaves memory.
    func replace(with next: any TextWriter) {
        writer.withLock { $0 = next }
    }

    /// Lives as long as the service; texts that are being written when it stops are ended.
    func run() async throws {
        try? await gracefulShutdown()
        await writer.withLock { $0 }?.stop()
    }

    private func current() throws(InferenceError) -> any TextWriter {
        guard let writer = writer.withLock({ $0 }) else { throw .noGenerationModel }
        return writer
    }
}
