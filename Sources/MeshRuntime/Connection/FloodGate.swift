import NIOCore

/// Counts events a second, to tell a peer that floods from one that is merely busy.
struct FloodGate: Hashable, Sendable {
    private let perSecondMax: Int
    private var secondStart: NIODeadline
    private var count = 0

    init(perSecondMax: Int, now: NIODeadline) {
        self.perSecondMax = perSecondMax
        secondStart = now
    }

    /// Notes one event. False once there are too many in the current second.
    mutating func admit(now: NIODeadline) -> Bool {
        if now - secondStart >= .seconds(1) {
            secondStart = now
            count = 0
        }
        count += 1
        return count <= perSecondMax
    }
}
