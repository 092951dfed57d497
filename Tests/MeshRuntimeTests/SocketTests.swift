import Logging
import MeshContracts
import MeshRuntime
import NIOCore
import NIOPosix
import Testing

@Suite(.timeLimit(.minutes(1))) struct SocketTests {
    static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    @Test func callsCrossRealSockets() async throws {
        let server = MeshServer(services: [EchoService()], logger: Self.logger)
        let address = try await server.start()
        let client = MeshClient(target: .endpoints(["127.0.0.1:\(address.port ?? 0)"]), logger: Self.logger)
        for index in 0..<100 {
            let reply = try await client.unary(EchoService.echo, MeshV1.Pair(key: "\(index)"))
            #expect(reply.key == "\(index)")
        }
        await client.close()
        await server.drain()
    }
}
