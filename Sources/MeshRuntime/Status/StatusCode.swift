/// How a call ended. Numbers and meanings are gRPC's, so that dashboards and people need to learn nothing new.
public enum StatusCode: Int32, Hashable, Sendable, CaseIterable {
    case ok = 0
    /// The caller gave up.
    case cancelled = 1
    /// An error that carries no more information, such as one a handler threw without mapping it.
    case unknown = 2
    /// The request is wrong whatever the state of the system.
    case invalidArgument = 3
    /// The deadline passed before the answer; the work may have been done all the same.
    case deadlineExceeded = 4
    case notFound = 5
    case alreadyExists = 6
    /// The caller is known and may not do this.
    case permissionDenied = 7
    /// A limit or quota is used up: of message size, of calls, of a pool.
    case resourceExhausted = 8
    /// The system is in the wrong state for this; repeating does not help until that state is changed.
    case failedPrecondition = 9
    /// A concurrent change got in the way; repeat the whole read-change-write.
    case aborted = 10
    case outOfRange = 11
    /// The server does not serve this method.
    case unimplemented = 12
    /// An invariant is broken, here or in what the peer sent.
    case internalError = 13
    /// The server cannot be reached at the moment; repeating later may help.
    case unavailable = 14
    case dataLoss = 15
    /// The caller is not known.
    case unauthenticated = 16

    /// The name used in metrics, logs and documents, such as `DEADLINE_EXCEEDED`.
    public var name: String {
        switch self {
        case .ok: "OK"
        case .cancelled: "CANCELLED"
        case .unknown: "UNKNOWN"
        case .invalidArgument: "INVALID_ARGUMENT"
        case .deadlineExceeded: "DEADLINE_EXCEEDED"
        case .notFound: "NOT_FOUND"
        case .alreadyExists: "ALREADY_EXISTS"
        case .permissionDenied: "PERMISSION_DENIED"
        case .resourceExhausted: "RESOURCE_EXHAUSTED"
        case .failedPrecondition: "FAILED_PRECONDITION"
        case .aborted: "ABORTED"
        case .outOfRange: "OUT_OF_RANGE"
        case .unimplemented: "UNIMPLEMENTED"
        case .internalError: "INTERNAL"
        case .unavailable: "UNAVAILABLE"
        case .dataLoss: "DATA_LOSS"
        case .unauthenticated: "UNAUTHENTICATED"
        }
    }
}
