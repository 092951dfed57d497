import MeshTestKit
import Testing

@testable import MeshRuntime

@Suite struct TraceServerTests {
    private let hello: [UInt8] = [0, 0, 0, 10, 0, 0, 0, 2, 0x4D, 0x53, 0x48, 0x31, 8, 1]

    @Test func aGoodTraceIsAnsweredAndABadOneClosesItsConnectionAlone() throws {
        let server = TraceServer(services: [])
        let greeting = try server.run(hello)
        #expect(!greeting.isClosed)
        #expect(greeting.answered > 0)
        let health = Array("mesh.v1.Health/Check".utf8)
        let head = [10, UInt8(health.count)] + health
        let call = [0, 0, 0, UInt8(8 + head.count), 1, 3, 0, UInt8(head.count), 0, 0, 0, 1] + head
        #expect(try server.run(hello + call).answered > greeting.answered)
        #expect(try server.run(Array("GET / HTTP/1.1\r\n".utf8)).isClosed)
        #expect(try server.run(hello + hello).isClosed)
        #expect(try server.run(hello + call).answered > greeting.answered)
    }
}
