import ServiceShell

/// What customers' messages mean.
@main
struct Nlu: ServiceProgram {
    static let name = "nlu"
    static let purpose = "reads language, intents and slots in a customer's message, and says how sure that is"
    static let defaultPort = 7402

    static func build(_ config: NluConfig, _ environment: ServiceEnvironment) async throws -> ServiceAssembly {
        try await assemble(config, environment)
    }
}
