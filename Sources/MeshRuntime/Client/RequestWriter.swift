import NIOCore
public import ProtobufC

/// The outgoing half of a call whose requests are a stream.
public struct RequestWriter<Request: ProtobufMessage>: Sendable {
    let writer: StreamWriter<ClientConnection>

    /// Sends one message. Returns when the message is on its way, and waits while the server has given no credit, so
    /// that a slow reader slows its writer down. Throws `CancellationError` once the call is over; how it ended, the
    /// call itself tells.
    public func write(_ message: Request) async throws {
        try await writer.write(message)
    }

    /// Tells the server that there are no more requests. Only the first time counts.
    public func finish() {
        let (connection, callID) = (writer.sender, writer.callID)
        if writer.eventLoop.inEventLoop {
            connection.value.finishRequests(callID)
        } else {
            connection.execute { $0.finishRequests(callID) }
        }
    }
}
