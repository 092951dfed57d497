public import ProtobufC

/// The outgoing half of a streaming call that a server serves.
public struct ResponseWriter<Response: ProtobufMessage>: Sendable {
    let writer: StreamWriter<ServerConnection>

    /// Sends one message. Returns when the message is on its way, and waits while the caller has given no credit, so
    /// that a slow reader slows its writer down. Throws `CancellationError` once the call is over.
    public func write(_ message: Response) async throws {
        try await writer.write(message)
    }
}
