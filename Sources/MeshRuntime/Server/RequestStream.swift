import NIOCore
public import ProtobufC

/// The requests of a streaming call, for one reader. Ends when the client has sent its last one, throws `CallError`
/// when a request cannot be read or nobody waits for the answer any more. What is not read holds the client back.
public struct RequestStream<Request: ProtobufMessage>: AsyncSequence, Sendable {
    public typealias Element = Request

    private let queue: MessageQueue
    private let call: NIOLoopBound<ServerCall>

    init(_ call: NIOLoopBound<ServerCall>) {
        guard let queue = call.value.requests else {
            preconditionFailure("\(call.value.method.name) must be declared as a method with a stream of requests")
        }
        self.queue = queue
        self.call = call
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let stream: RequestStream

        public mutating func next() async throws -> Request? {
            try await stream.queue.nextPayload(cancel: stream.cancel, consume: stream.consume).map {
                try Request(decodingPayload: $0)
            }
        }
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(stream: self)
    }

    private func cancel() {
        queue.finish(CallFailure(CallError(.cancelled, "the call was cancelled")), dropsMessages: true)
    }

    private func consume(_ byteCount: Int) {
        if call.eventLoop.inEventLoop {
            call.value.consume(byteCount)
        } else {
            call.execute { $0.consume(byteCount) }
        }
    }
}
