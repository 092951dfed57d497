/// Why a call did not succeed: what a client catches, and what a handler throws to choose the caller's status.
public struct CallError: Error, Hashable, Sendable {
    /// Never `.ok`.
    public var code: StatusCode
    /// One lower-case sentence for people; it crosses the wire, so it holds no secret and no personal data.
    public var message: String
    /// Machine-readable facts about the failure, each a protobuf message with its name.
    public var details: [StatusDetail]
    /// How long the server asks the caller to wait before it tries again; whole milliseconds on the wire, where less
    /// than one is no advice. Below zero it asks not to try again at all.
    public var pushback: Duration?
    /// What the server sent along with the status.
    public var metadata: Metadata

    public init(
        _ code: StatusCode,
        _ message: String,
        details: [StatusDetail] = [],
        pushback: Duration? = nil,
        metadata: Metadata = Metadata()
    ) {
        precondition(code != .ok, "a call error's code must not be OK")
        self.code = code
        self.message = message
        self.details = details
        self.pushback = pushback
        self.metadata = metadata
    }
}

extension CallError {
    /// The pushback that asks for no further try.
    static let never = Duration.milliseconds(-1)
}

extension CallError: CustomStringConvertible {
    public var description: String { "\(code.name): \(message)" }
}

/// One serialized protobuf message that explains a status.
public struct StatusDetail: Hashable, Sendable {
    /// The message's full protobuf name, such as `xiaoer.types.v1.FieldViolation`.
    public var type: String
    /// The message's protobuf bytes.
    public var value: [UInt8]

    public init(type: String, value: [UInt8]) {
        self.type = type
        self.value = value
    }
}
