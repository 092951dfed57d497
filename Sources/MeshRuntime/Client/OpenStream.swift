import NIOCore

/// A streaming call in the hands of its reader; the call ends with the last reference.
final class OpenStream: Sendable {
    private let queue: MessageQueue
    private let connection: ConnectionHandle

    init(queue: MessageQueue, connection: ConnectionHandle) {
        self.queue = queue
        self.connection = connection
    }

    deinit {
        cancel()
    }

    /// The next payload, nil at the end. Throws `CallError`.
    func next() async throws -> ByteBuffer? {
        let next = await withTaskCancellationHandler {
            await queue.next()
        } onCancel: {
            cancel()
        }
        switch next {
        case .message(let payload, let consumedByteCount):
            if consumedByteCount > 0 { connection.consume(.stream(queue), byteCount: consumedByteCount) }
            return payload
        case .end:
            return nil
        case .failure(let failure):
            throw failure.error
        }
    }

    func cancel() {
        guard !queue.isFinished else { return }
        queue.finish(CallFailure(CallError(.cancelled, "the call was cancelled")))
        connection.cancel(.stream(queue))
    }
}
