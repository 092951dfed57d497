import ServiceShell

/// What customers did, and what they may like.
@main
struct Recommendation: ServiceProgram {
    static let name = "recommendation"
    static let purpose = "records what customers do and answers what they may like, with the evidence"
    static let defaultPort = 7405

    static func build(_ config: RecommendationConfig, _ environment: ServiceEnvironment) async throws -> ServiceAssembly
    {
        try await assemble(config, environment)
    }
}
