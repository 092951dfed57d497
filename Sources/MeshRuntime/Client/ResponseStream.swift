public import ProtobufC

/// The messages of one streaming call, for one reader. Ends when the server ends the call, throws `CallError` when it
/// fails. Dropping the stream, or ending the iterating task, cancels the call.
public struct ResponseStream<Response: ProtobufMessage>: AsyncSequence, Sendable {
    public typealias Element = Response

    public struct AsyncIterator: AsyncIteratorProtocol {
        public mutating func next() async throws -> Response? {
            preconditionFailure("not built yet")
        }
    }

    public func makeAsyncIterator() -> AsyncIterator {
        preconditionFailure("not built yet")
    }
}
