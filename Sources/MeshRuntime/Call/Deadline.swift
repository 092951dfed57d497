public import NIOCore

/// The instant at which a call's result is of no more use. Relative on the wire, absolute inside a process.
public struct Deadline: Hashable, Comparable, Sendable {
    public var instant: NIODeadline

    public init(_ instant: NIODeadline) {
        self.instant = instant
    }

    public static func < (lhs: Deadline, rhs: Deadline) -> Bool { lhs.instant < rhs.instant }

    /// The time left, negative when the deadline has passed.
    public func remaining(at now: NIODeadline = .now()) -> Duration {
        .nanoseconds((instant - now).nanoseconds)
    }
}
