import ServiceShell

/// The shop's orders, parcels and catalogue, and every rule about them.
@main
struct OrderTracking: ServiceProgram {
    static let name = "order-tracking"
    static let purpose = "owns customers, orders, shipments and the catalogue, and answers what is true of them"
    static let defaultPort = 7404

    static func build(_ config: OrderTrackingConfig, _ environment: ServiceEnvironment) async throws -> ServiceAssembly
    {
        try await assemble(config, environment)
    }
}
