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
        try await queue.nextPayload(cancel: cancel) { byteCount in
            connection.consume(.stream(queue), byteCount: byteCount)
        }
    }

    /// How the call failed, if it has.
    var failure: CallFailure? { queue.failure }

    func cancel() {
        guard !queue.isFinished else { return }
        queue.finish(CallFailure(CallError(.cancelled, "the call was cancelled")), dropsMessages: true)
        connection.cancel(.stream(queue))
    }
}
