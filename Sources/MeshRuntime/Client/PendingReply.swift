import NIOCore
import Synchronization

/// The place where a unary call's caller waits: whoever finishes it first decides the outcome.
final class PendingReply: Sendable {
    typealias Outcome = Result<ByteBuffer, CallFailure>

    /// Zero until the call is open; set and read on the connection's loop.
    let callID = Atomic<UInt32>(0)
    let onTrailers: (@Sendable (Metadata) -> Void)?
    private let state = Mutex(State.idle)

    init(_ options: CallOptions) {
        onTrailers = options.onTrailers
    }

    private enum State {
        case idle
        case waiting(UnsafeContinuation<Outcome, Never>)
        case finished(Outcome)
    }

    var isFinished: Bool {
        state.withLock { state in
            if case .finished = state { true } else { false }
        }
    }

    var failure: CallFailure? {
        state.withLock { state in
            if case .finished(.failure(let failure)) = state { failure } else { nil }
        }
    }

    /// Starts the call and suspends until it is finished; to be called once.
    func outcome(start: () -> Void) async -> Outcome {
        // The unsafe kind saves an allocation a call. It is resumed exactly once: by the one who takes it out of
        // `state`, or right here when nobody will.
        await withUnsafeContinuation { continuation in
            let early: Outcome? = state.withLock { state in
                if case .finished(let outcome) = state { return outcome }
                state = .waiting(continuation)
                return nil
            }
            if let early { continuation.resume(returning: early) } else { start() }
        }
    }

    func finish(_ outcome: Outcome) {
        let continuation: UnsafeContinuation<Outcome, Never>? = state.withLock { state in
            defer { if case .finished = state {} else { state = .finished(outcome) } }
            if case .waiting(let continuation) = state { return continuation }
            return nil
        }
        continuation?.resume(returning: outcome)
    }
}
