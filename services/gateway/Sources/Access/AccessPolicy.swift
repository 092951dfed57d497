import AccessToken
import Contracts

/// Which roles may call which service.
enum AccessPolicy {
    /// Nil for services of the mesh itself (health, reflection, introspection), which every server has and which hold
    /// nothing of customers.
    static func roles(for method: String) -> Set<AccessToken.Role>? {
        let service = method.prefix { $0 != "/" }
        if service.hasPrefix("mesh.") { return nil }
        return rolesOfServices[String(service)] ?? []
    }

    private static let rolesOfServices: [String: Set<AccessToken.Role>] = [
        CustomerService.serviceName: [.customer],
        AgentDeskService.serviceName: [.agent],
        PushService.serviceName: [.service],
    ]
}
