public import ProtobufC

/// The messages of one streaming call, for one reader. Ends when the server ends the call, throws `CallError` when it
/// fails. Dropping the stream, or cancelling the task that reads it, cancels the call.
public struct ResponseStream<Response: ProtobufMessage>: AsyncSequence, Sendable {
    public typealias Element = Response

    private let call: OpenStream

    init(_ call: OpenStream) {
        self.call = call
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let call: OpenStream

        public mutating func next() async throws -> Response? {
            guard let payload = try await call.next() else { return nil }
            do {
                return try Response(decodingPayload: payload)
            } catch {
                call.cancel()
                throw error
            }
        }
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(call: call)
    }
}
