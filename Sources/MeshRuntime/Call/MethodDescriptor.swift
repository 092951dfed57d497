public import ProtobufC

/// Who sends how many messages.
public enum MethodKind: Hashable, Sendable {
    case unary
    case serverStreaming
    case clientStreaming
    case bidirectionalStreaming

    var streamsRequests: Bool { self == .clientStreaming || self == .bidirectionalStreaming }
    var streamsResponses: Bool { self == .serverStreaming || self == .bidirectionalStreaming }
}

/// One method of a protobuf service, as the generated code names it to the runtime.
public struct MethodDescriptor<Request: ProtobufMessage, Response: ProtobufMessage>: Sendable {
    /// `package.Service/Method`, such as `xiaoer.orders.v1.Orders/GetOrder`.
    public let name: String
    public let kind: MethodKind
    /// Whether running the method twice does no more than running it once, so that it may be repeated after a
    /// failure whose effect is not known.
    public let isIdempotent: Bool

    public init(name: String, kind: MethodKind, isIdempotent: Bool = false) {
        self.name = name
        self.kind = kind
        self.isIdempotent = isIdempotent
    }
}
