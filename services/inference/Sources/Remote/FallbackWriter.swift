import Logging
import NIOCore

/// A remote model with a second attempt, and a model in process behind it. Both only as long as nothing was written:
/// a text is never begun by one and ended by another.
struct FallbackWriter: TextWriter {
    let remote: any TextWriter
    /// Nil where no model runs in process.
    let local: (any TextWriter)?
    let logger: Logger

    var description: ModelDescription { remote.description }

    func write(
        _ request: GenerationRequest,
        deadline: NIODeadline?
    ) async throws -> AsyncThrowingStream<GenerationEvent, any Error> {
        let (events, output) = AsyncThrowingStream.makeStream(of: GenerationEvent.self)
        let task = Task {
            do {
                try await relay(request, deadline: deadline, to: output)
                output.finish()
            } catch {
                output.finish(throwing: error)
            }
        }
        output.onTermination = { _ in task.cancel() }
        return events
    }

    func countTokens(of texts: [String]) async throws -> [Int] {
        try await remote.countTokens(of: texts)
    }

    func stop() async {
        await remote.stop()
        await local?.stop()
    }

    private func relay(
        _ request: GenerationRequest,
        deadline: NIODeadline?,
        to output: AsyncThrowingStream<GenerationEvent, any Error>.Continuation
    ) async throws {
        var lastError = RemoteError.cut
        for writer in [remote, remote] + (local.map { [$0] } ?? []) {
            var hasBegun = false
            do {
                for try await event in try await writer.write(request, deadline: deadline) {
                    hasBegun = true
                    output.yield(event)
                }
                return
            } catch let error as RemoteError where error.isSafeToRepeat && !hasBegun {
                logger.warning("remote model failed", metadata: ["error": "\(error)"])
                lastError = error
            }
        }
        throw lastError
    }
}
