import NIOCore
import Synchronization

/// What a client's connection keeps for an open call.
struct ClientCall {
    let sink: CallSink
    let kind: MethodKind
    let openedAt: NIODeadline
    let deadline: Deadline?
    /// Nil also when the deadline has passed.
    var deadlineTicket: DeadlineTicket?
}

/// Where the answer of a call goes.
enum CallSink {
    case unary(PendingReply)
    case stream(MessageQueue)

    /// Whether the caller has gone before the call was written.
    var isFinished: Bool {
        switch self {
        case .unary(let reply): reply.isFinished
        case .stream(let queue): queue.isFinished
        }
    }

    /// How the call failed, if it has.
    var failure: CallFailure? {
        switch self {
        case .unary(let reply): reply.failure
        case .stream(let queue): queue.failure
        }
    }

    var callID: UInt32 {
        get {
            switch self {
            case .unary(let reply): reply.callID.load(ordering: .relaxed)
            case .stream(let queue): queue.callID.load(ordering: .relaxed)
            }
        }
        nonmutating set {
            switch self {
            case .unary(let reply): reply.callID.store(newValue, ordering: .relaxed)
            case .stream(let queue): queue.callID.store(newValue, ordering: .relaxed)
            }
        }
    }

    func take(trailers: Metadata) {
        guard !trailers.isEmpty else { return }
        switch self {
        case .unary(let reply): reply.onTrailers?(trailers)
        case .stream(let queue): queue.onTrailers?(trailers)
        }
    }

    func fail(_ failure: CallFailure) {
        switch self {
        case .unary(let reply): reply.finish(.failure(failure))
        case .stream(let queue): queue.finish(failure)
        }
    }
}

/// Why a call failed, and whether it may be sent again without running twice.
struct CallFailure: Error {
    /// How far the call came, as far as this side can know.
    enum Progress: Hashable, Sendable {
        /// It never left this process.
        case unwritten
        /// The server says that no handler ran.
        case refused
        case mayHaveRun
    }

    let error: CallError
    let progress: Progress

    init(_ error: CallError, progress: Progress = .mayHaveRun) {
        self.error = error
        self.progress = progress
    }
}
