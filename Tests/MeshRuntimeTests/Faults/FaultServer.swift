import Logging
import MeshContracts
import MeshTestKit
import NIOCore
import Testing

@testable import MeshRuntime

/// A server on a loopback port for one fault test, and what it must show afterwards.
struct FaultServer: Sendable {
    static let logger = Logger(label: "faults", factory: { _ in SwiftLogNoOpLogHandler() })

    let server: MeshServer
    let port: Int
    let metrics = CountingMetrics()
    var hostile: HostileClients { HostileClients(port: port) }

    init(
        _ service: some MeshService = EchoService(),
        configure: (inout ServerConfiguration) -> Void = { _ in }
    ) async throws {
        var configuration = ServerConfiguration()
        configure(&configuration)
        server = MeshServer(
            services: [service],
            configuration: configuration,
            logger: Self.logger,
            metrics: MeshMetrics(factory: metrics)
        )
        port = try await server.start().port ?? 0
    }

    func makeClient() -> MeshClient {
        MeshClient(target: .endpoints(["127.0.0.1:\(port)"]), logger: Self.logger)
    }

    func closedConnections(_ reason: String) -> Int64 {
        metrics.counts["mesh.connections.closed reason=\(reason)"] ?? 0
    }

    /// Serves a call, and soon has no connection but that call's own, and no call in flight.
    func expectHealthy() async throws {
        let client = makeClient()
        #expect(try await client.unary(EchoService.echo, MeshV1.Pair(key: "still here")).key == "still here")
        let introspection = MeshV1.IntrospectionClient(client)
        let end = ContinuousClock.now + .seconds(5)
        var state = try await introspection.getServerState(MeshV1.GetServerStateRequest())
        while state.connections.count > 1 || state.limits?.callsInFlight != 0, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(5))
            state = try await introspection.getServerState(MeshV1.GetServerStateRequest())
        }
        #expect(state.connections.count == 1)
        #expect(state.limits?.callsInFlight == 0)
        await client.close()
    }

    /// Runs a test with the server, and stops it in any case.
    func run(_ body: (FaultServer) async throws -> Void) async throws {
        do {
            try await body(self)
            try await expectHealthy()
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}
