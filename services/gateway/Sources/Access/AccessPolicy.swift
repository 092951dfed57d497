import AccessToken
import Contracts

/// Which roles may call which service.
enum AccessPolicy {
    /// Nil for the mesh's own health and reflection, which every server has and which tell nothing of customers or of
    /// the traffic.
    static func roles(for method: String) -> Set<AccessToken.Role>? {
        let service = method.prefix { $0 != "/" }
        if openServices.contains(String(service)) { return nil }
        return rolesOfServices[String(service)] ?? []
    }

    private static let openServices: Set<String> = ["mesh.v1.Health", "mesh.v1.Reflection"]

    private static let rolesOfServices: [String: Set<AccessToken.Role>] = [
        CustomerService.serviceName: [.customer],
        AgentDeskService.serviceName: [.agent],
        PushService.serviceName: [.service],
        // It tells who is connected from where, on a port that customers reach.
        "mesh.v1.Introspection": [.operator],
    ]
}
