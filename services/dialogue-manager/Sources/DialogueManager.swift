import ServiceShell

/// Conversations: what is said, what is decided, what is answered.
@main
struct DialogueManager: ServiceProgram {
    static let name = "dialogue-manager"
    static let purpose = "holds conversations: decides about each message, asks the other services and words the answer"
    static let defaultPort = 7401

    static func build(
        _ config: DialogueManagerConfig,
        _ environment: ServiceEnvironment
    ) async throws -> ServiceAssembly {
        try await assemble(config, environment)
    }
}
