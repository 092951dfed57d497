/// What `mesh.v1.Health` answers; shared by a server and the parts of a program that know whether they can serve.
public final class HealthRegistry: Sendable {
    public enum Status: Hashable, Sendable {
        case serving
        case notServing
    }

    public init() {}

    /// Sets the health of one service by its protobuf name.
    public func set(_ service: String, _ status: Status) {
        preconditionFailure("not built yet")
    }

    /// The health of one service, nil if it was never set.
    public subscript(service: String) -> Status? {
        preconditionFailure("not built yet")
    }

    /// `.serving` when the process does not drain and no service is `.notServing`.
    public var overall: Status {
        preconditionFailure("not built yet")
    }
}
