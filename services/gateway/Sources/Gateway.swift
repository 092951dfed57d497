import ServiceShell

/// The way in: who may speak, how much, and the stream of what was said.
@main
struct Gateway: ServiceProgram {
    static let name = "gateway"
    static let purpose = "authenticates clients, limits them, and carries their messages and events"
    static let defaultPort = 7400

    static func build(_ config: GatewayConfig, _ environment: ServiceEnvironment) async throws -> ServiceAssembly {
        try assemble(config, environment)
    }
}
