import DequeModule
import NIOCore
import Synchronization

/// The messages of one stream between the connection, which adds them, and one reader. Flow control bounds it.
final class MessageQueue: Sendable {
    enum Next {
        /// `consumedByteCount` is what to report to flow control now, zero while too little has gathered.
        case message(ByteBuffer, consumedByteCount: Int)
        case end
        case failure(CallFailure)
    }

    private struct State {
        var messages = Deque<(message: ByteBuffer, frameByteCount: Int)>()
        /// How the stream ended; messages that came before are still read.
        var ending: Next?
        var reader: CheckedContinuation<Next, Never>?
        var consumedByteCount = 0

        mutating func deliver(_ message: ByteBuffer, _ frameByteCount: Int, _ reportByteCount: Int) -> Next {
            consumedByteCount += frameByteCount
            guard consumedByteCount >= reportByteCount else { return .message(message, consumedByteCount: 0) }
            defer { consumedByteCount = 0 }
            return .message(message, consumedByteCount: consumedByteCount)
        }
    }

    /// Zero until the call is open; set and read on the connection's loop.
    let callID = Atomic<UInt32>(0)
    let onTrailers: (@Sendable (Metadata) -> Void)?
    /// How many consumed bytes are worth a report.
    private let reportByteCount: Int
    private let state = Mutex(State())

    init(windowByteCount: Int, onTrailers: (@Sendable (Metadata) -> Void)? = nil) {
        self.onTrailers = onTrailers
        reportByteCount = windowByteCount / 2
    }

    var isFinished: Bool { state.withLock { $0.ending != nil } }

    var failure: CallFailure? {
        state.withLock { state in
            if case .failure(let failure) = state.ending { failure } else { nil }
        }
    }

    func add(_ message: ByteBuffer, frameByteCount: Int) {
        let (reader, next) = state.withLock { state -> (CheckedContinuation<Next, Never>?, Next) in
            guard state.ending == nil else { return (nil, .end) }
            guard let reader = state.reader else {
                state.messages.append((message, frameByteCount))
                return (nil, .end)
            }
            state.reader = nil
            return (reader, state.deliver(message, frameByteCount, reportByteCount))
        }
        reader?.resume(returning: next)
    }

    /// Ends the stream, with a failure unless it is nil; what has not been read may be dropped. Only the first end counts.
    func finish(_ failure: CallFailure?, dropsMessages: Bool = false) {
        let ending = failure.map(Next.failure) ?? .end
        let reader = state.withLock { state -> CheckedContinuation<Next, Never>? in
            guard state.ending == nil else { return nil }
            state.ending = ending
            if dropsMessages { state.messages = [] }
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: ending)
    }

    /// The next message, or how the stream ended. For one reader at a time.
    func next() async -> Next {
        await withCheckedContinuation { reader in
            let next = state.withLock { state -> Next? in
                if let (message, frameByteCount) = state.messages.popFirst() {
                    return state.deliver(message, frameByteCount, reportByteCount)
                }
                if let ending = state.ending { return ending }
                precondition(state.reader == nil, "a stream must be read by one task at a time")
                state.reader = reader
                return nil
            }
            if let next { reader.resume(returning: next) }
        }
    }

    /// The next payload, nil at the end. Throws `CallError`. Cancels when the task is cancelled, and reports from time
    /// to time how much has been consumed.
    func nextPayload(
        cancel: @Sendable () -> Void,
        consume: (_ byteCount: Int) -> Void
    ) async throws -> ByteBuffer? {
        let next = await withTaskCancellationHandler {
            await self.next()
        } onCancel: {
            cancel()
        }
        switch next {
        case .message(let payload, let consumedByteCount):
            if consumedByteCount > 0 { consume(consumedByteCount) }
            return payload
        case .end:
            return nil
        case .failure(let failure):
            throw failure.error
        }
    }
}
