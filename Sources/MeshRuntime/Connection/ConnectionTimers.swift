import NIOCore

/// How long a connection may take over what it owes.
struct ConnectionTimeouts: Hashable, Sendable {
    /// For the peer's HELLO.
    var handshake = TimeAmount.seconds(5)
    /// Without a byte from the peer since calls were open, before it is asked with a PING.
    var readIdle = TimeAmount.seconds(10)
    /// For the answer to that PING, or any other byte.
    var pingAnswer = TimeAmount.seconds(5)
    /// For written bytes to leave this process.
    var writeStall = TimeAmount.seconds(20)
    /// For the rest of a frame that has begun.
    var unfinishedFrame = TimeAmount.seconds(30)

    /// How often a connection's timers are looked at, and so how late they can be.
    static let tick = TimeAmount.seconds(1)
}

/// Which timeout a peer missed. The raw value labels the metric.
enum ConnectionTimeout: String, Hashable, Sendable {
    case handshake = "handshake_timeout"
    case ping = "ping_timeout"
    case writeStall = "write_stall"
    case unfinishedFrame = "unfinished_frame"
}

/// The clocks of one connection. A handler notes what happens and asks at each tick what is due.
struct ConnectionTimers: Hashable, Sendable {
    enum Due: Hashable, Sendable {
        case nothing
        case sendPing
        case close(ConnectionTimeout)
    }

    private let timeouts: ConnectionTimeouts
    /// Until the peer's HELLO is there.
    private var handshakeStart: NIODeadline?
    private var lastRead: NIODeadline
    private var pingSent: NIODeadline?
    /// Whether calls have been open since the last byte. That they have run into their deadlines since is no sign of
    /// life.
    private var isAwaited = false
    private var frameStart: NIODeadline?
    private var writeStart: NIODeadline?

    init(timeouts: ConnectionTimeouts, now: NIODeadline) {
        self.timeouts = timeouts
        handshakeStart = now
        lastRead = now
    }

    mutating func handshakeCompleted() {
        handshakeStart = nil
    }

    /// Notes that bytes arrived, and whether they end inside a frame. A frame's clock starts anew when another frame
    /// has ended in between.
    mutating func bytesRead(now: NIODeadline, completedFrame: Bool, isInsideFrame: Bool) {
        lastRead = now
        pingSent = nil
        isAwaited = false
        if !isInsideFrame {
            frameStart = nil
        } else if completedFrame || frameStart == nil {
            frameStart = now
        }
    }

    /// Whether a write is being watched; one at a time is enough to see that nothing moves.
    var isWatchingWrite: Bool { writeStart != nil }

    mutating func writeStarted(now: NIODeadline) {
        writeStart = now
    }

    mutating func writeCompleted() {
        writeStart = nil
    }

    mutating func tick(now: NIODeadline, hasOpenCalls: Bool) -> Due {
        if let handshakeStart, now - handshakeStart >= timeouts.handshake { return .close(.handshake) }
        if let writeStart, now - writeStart >= timeouts.writeStall { return .close(.writeStall) }
        if let frameStart, now - frameStart >= timeouts.unfinishedFrame { return .close(.unfinishedFrame) }
        if let pingSent { return now - pingSent >= timeouts.pingAnswer ? .close(.ping) : .nothing }
        isAwaited = isAwaited || hasOpenCalls
        guard isAwaited, handshakeStart == nil, now - lastRead >= timeouts.readIdle else { return .nothing }
        pingSent = now
        return .sendPing
    }
}
