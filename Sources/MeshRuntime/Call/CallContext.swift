import NIOCore

/// What a handler knows about the call it serves.
public struct CallContext: Sendable {
    /// `package.Service/Method`.
    public let method: String
    public let peer: PeerIdentity
    /// What the caller sent beside the request.
    public var metadata: Metadata
    /// When the caller stops waiting; nil if it waits for ever.
    public let deadline: Deadline?
    public let trace: TraceContext

    public init(
        method: String,
        peer: PeerIdentity = PeerIdentity(),
        metadata: Metadata = Metadata(),
        deadline: Deadline? = nil,
        trace: TraceContext = .random()
    ) {
        self.method = method
        self.peer = peer
        self.metadata = metadata
        self.deadline = deadline
        self.trace = trace
    }

    /// The call that the current task serves, nil outside of a handler.
    public static var current: CallContext? { CallScope.current?.context }

    /// Sends metadata with the status of the call that the current task serves, in place of what was set before; with a
    /// failure only if its error has none. At most 16 KiB in all; without effect outside of a handler.
    public static func setTrailers(_ trailers: Metadata) {
        guard let call = CallScope.current?.call else { return }
        if call.eventLoop.inEventLoop {
            call.value.trailers = trailers
        } else {
            call.execute { $0.trailers = trailers }
        }
    }
}

/// Who is at the other end of a connection, as it says itself: nothing here is proved by the mesh.
public struct PeerIdentity: Hashable, Sendable {
    /// Shared by all calls of a connection, so that a call's context is cheap to copy.
    private let content: Content

    private final class Content: Sendable {
        let name: String
        let token: String
        let address: String

        init(name: String, token: String, address: String) {
            self.name = name
            self.token = token
            self.address = address
        }
    }

    public init(name: String = "", token: String = "", address: String = "") {
        content = Content(name: name, token: token, address: address)
    }

    /// The peer's name for logs, from its HELLO; may be empty.
    public var name: String { content.name }
    /// The token of its HELLO, for an interceptor to check; may be empty.
    public var token: String { content.token }
    /// The address that the connection comes from, such as `127.0.0.1:50122`.
    public var address: String { content.address }

    public static func == (lhs: PeerIdentity, rhs: PeerIdentity) -> Bool {
        (lhs.name, lhs.token, lhs.address) == (rhs.name, rhs.token, rhs.address)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(token)
        hasher.combine(address)
    }
}

/// What nested calls inherit from the task that makes them. One task-local value rather than three, so that a call
/// pays for one binding and a served call never sees half of another one's scope.
struct CallScope: Sendable {
    var context: CallContext?
    var trace: TraceContext
    var deadline: Deadline?
    var call: NIOLoopBound<ServerCall>?

    @TaskLocal static var current: CallScope?
}
