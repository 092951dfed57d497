import MeshContracts
import MeshRuntime
import MeshTestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct BuiltInServiceTests {
    @Test func healthIsWhatTheRegistrySays() async throws {
        let registry = HealthRegistry()
        registry.set("test.Echo", .notServing)
        let mesh = InMemoryMesh(services: [EchoService()], health: registry)
        let client = mesh.makeClient()
        let health = MeshV1.HealthClient(client)
        #expect(try await health.check(MeshV1.HealthCheckRequest(service: "test.Echo")).state == .notServing)
        #expect(try await health.check(MeshV1.HealthCheckRequest()).state == .notServing)
        registry.set("test.Echo", .serving)
        #expect(try await health.check(MeshV1.HealthCheckRequest()).state == .serving)
        let error = await #expect(throws: CallError.self) {
            try await health.check(MeshV1.HealthCheckRequest(service: "test.Other"))
        }
        #expect(error?.code == .notFound)
        await client.close()
    }

    @Test func watchReportsEachChange() async throws {
        let registry = HealthRegistry()
        let mesh = InMemoryMesh(services: [], health: registry)
        let client = mesh.makeClient()
        let stream = try await MeshV1.HealthClient(client).watch(MeshV1.HealthCheckRequest(service: "test.Echo"))
        var states = stream.makeAsyncIterator()
        #expect(try await states.next()?.state == .serviceUnknown)
        registry.set("test.Echo", .serving)
        #expect(try await states.next()?.state == .serving)
        registry.set("test.Echo", .notServing)
        #expect(try await states.next()?.state == .notServing)
        await client.close()
    }

    @Test func reflectionNamesEveryServiceAndFileOnce() async throws {
        let mesh = InMemoryMesh(services: [EchoService()])
        let client = mesh.makeClient()
        let response = try await MeshV1.ReflectionClient(client).getDescriptors(MeshV1.GetDescriptorsRequest())
        #expect(response.services == ["mesh.v1.Health", "mesh.v1.Introspection", "mesh.v1.Reflection", "test.Echo"])
        for file in ["mesh/v1/health.proto", "mesh/v1/introspection.proto", "mesh/v1/reflection.proto"] {
            let name = [0x0A, UInt8(file.utf8.count)] + Array(file.utf8)
            let occurrences = response.fileDescriptorSet.indices.filter {
                response.fileDescriptorSet[$0...].starts(with: name)
            }
            #expect(occurrences.count == 1, "\(file)")
        }
        await client.close()
    }

    @Test func introspectionTellsOfConnectionsAndCalls() async throws {
        let mesh = InMemoryMesh(
            services: [EchoService()],
            configuration: ServerConfiguration(name: "order-tracking", version: "1.2.3")
        )
        let client = mesh.makeClient(configuration: ClientConfiguration(peerName: "gateway"))
        _ = try await client.unary(EchoService.echo, MeshV1.Pair())
        _ = try? await client.unary(EchoService.echo, MeshV1.Pair())
        let state = try await MeshV1.IntrospectionClient(client).getServerState(MeshV1.GetServerStateRequest())
        #expect(state.name == "order-tracking")
        #expect(state.version == "1.2.3")
        #expect(state.connections.map(\.peer) == ["gateway"])
        #expect(state.connections.map(\.callsTotal) == [3])
        #expect(state.connections.map(\.openCalls) == [1])
        #expect(state.methods.map(\.method) == ["test.Echo/Echo"])
        #expect(state.methods.map(\.callsTotal) == [2])
        #expect(state.limits?.maxCallsPerConnection == 256)
        #expect(!state.draining)
        await client.close()
    }
}
