import MeshContracts

/// Serves `mesh.v1.Health` from a registry.
struct HealthEndpoint: MeshV1.HealthService {
    let registry: HealthRegistry

    func check(_ request: MeshV1.HealthCheckRequest, context: CallContext) async throws -> MeshV1.HealthCheckResponse {
        let state = registry.state(of: request.service)
        guard state != .serviceUnknown else {
            throw CallError(.notFound, "\"\(request.service)\" is not a service of this server")
        }
        return MeshV1.HealthCheckResponse(state: state)
    }

    func watch(
        _ request: MeshV1.HealthCheckRequest,
        responses: ResponseWriter<MeshV1.HealthCheckResponse>,
        context: CallContext
    ) async throws {
        var reported: MeshV1.ServingState?
        for await _ in registry.changes() {
            let state = registry.state(of: request.service)
            if state != reported { try await responses.write(MeshV1.HealthCheckResponse(state: state)) }
            reported = state
            // The watch would hold up the drain that it has just reported.
            if registry.isDraining { return }
        }
    }
}

extension HealthRegistry {
    /// An empty name asks about the whole server.
    fileprivate func state(of service: String) -> MeshV1.ServingState {
        switch service.isEmpty ? overall : self[service] {
        case .serving: .serving
        case .notServing: .notServing
        case nil: .serviceUnknown
        }
    }
}
