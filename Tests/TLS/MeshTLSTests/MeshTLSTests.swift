import Foundation
import Logging
import MeshContracts
import MeshRuntime
import MeshTLS
import NIOCore
import Testing

#if TLS
@Suite struct MeshTLSTests {
    private let authority: TestAuthority

    init() throws {
        authority = try TestAuthority()
        try authority.sign("server")
        try authority.sign("client")
    }

    @Test func callsGoThroughMutualTLS() async throws {
        try await withServer(tls("server")) { port in
            try await checkHealth(port, security: tls("client"))
        }
    }

    @Test func hostNamesAreVerified() async throws {
        try await withServer(tls("server")) { port in
            try await checkHealth(port, host: "localhost", security: tls("client"))
        }
    }

    @Test func plainClientIsTurnedAway() async throws {
        try await withServer(tls("server")) { port in
            await expectUnavailable(port, security: nil)
        }
    }

    @Test func clientOfPlainServerIsToldSo() async throws {
        try await withServer(nil) { port in
            await expectUnavailable(port, security: try tls("client"))
        }
    }

    @Test func certificateOfAnotherRootIsRefused() async throws {
        let stranger = try TestAuthority()
        try stranger.sign("client")
        let files = TLSFiles(
            certificate: stranger.certificate("client"),
            key: stranger.key("client"),
            roots: authority.roots
        )
        try await withServer(tls("server")) { port in
            await expectUnavailable(port, security: try MeshTLS(files))
        }
    }

    @Test func serverOfAnotherRootIsRefused() async throws {
        let stranger = try TestAuthority()
        let files = TLSFiles(
            certificate: authority.certificate("client"),
            key: authority.key("client"),
            roots: stranger.roots
        )
        try await withServer(tls("server")) { port in
            await expectUnavailable(port, security: try MeshTLS(files))
        }
    }

    @Test func expiredCertificateIsRefused() async throws {
        try authority.sign("expired", days: -1)
        try await withServer(tls("expired")) { port in
            await expectUnavailable(port, security: try tls("client"))
        }
    }

    @Test func reloadUnderLoadFailsNoCall() async throws {
        let security = try tls("server")
        try await withServer(security) { port in
            try await withThrowingTaskGroup { tasks in
                for _ in 0..<4 {
                    tasks.addTask {
                        // A connection each, so that some shake hands during each reload.
                        for _ in 0..<10 { try await checkHealth(port, security: tls("client")) }
                    }
                }
                for _ in 0..<20 {
                    try authority.sign("server")
                    try security.reload()
                }
                try await tasks.waitForAll()
            }
        }
    }

    @Test func filesThatDoNotFitLeaveTheOldOnesInForce() async throws {
        let security = try tls("server")
        try authority.sign("other")
        try overwrite("server", keyOf: "other")
        #expect(throws: TLSError.self) { try security.reload() }
        try await withServer(security) { port in
            try await checkHealth(port, security: tls("client"))
        }
    }

    @Test func missingFileIsNamed() {
        let files = TLSFiles(certificate: "/no/such.pem", key: authority.key("server"), roots: authority.roots)
        #expect(throws: TLSError.unreadable(file: "/no/such.pem", reason: "it is not there or may not be read")) {
            try MeshTLS(files)
        }
    }
}

extension MeshTLSTests {
    private func tls(_ name: String) throws -> MeshTLS {
        try MeshTLS(
            TLSFiles(certificate: authority.certificate(name), key: authority.key(name), roots: authority.roots)
        )
    }

    private func overwrite(_ name: String, keyOf other: String) throws {
        let key = try String(contentsOfFile: authority.key(other), encoding: .utf8)
        try key.write(toFile: authority.key(name), atomically: true, encoding: .utf8)
    }
}

private let logger = Logger(label: "tls-test", factory: { _ in SwiftLogNoOpLogHandler() })

private func withServer(
    _ security: (any TransportSecurity)?,
    _ body: (_ port: Int) async throws -> Void
) async throws {
    var configuration = ServerConfiguration()
    configuration.security = security
    let server = MeshServer(services: [], configuration: configuration, logger: logger)
    let port = try #require(try await server.start().port)
    do {
        try await body(port)
        await server.stop()
    } catch {
        await server.stop()
        throw error
    }
}

private func checkHealth(_ port: Int, host: String = "127.0.0.1", security: (any TransportSecurity)?) async throws {
    var configuration = ClientConfiguration()
    configuration.security = security
    let client = MeshClient(target: .endpoints(["\(host):\(port)"]), configuration: configuration, logger: logger)
    do {
        let answer = try await MeshV1.HealthClient(client).check(MeshV1.HealthCheckRequest())
        await client.close()
        #expect(answer.state == .serving)
    } catch {
        await client.close()
        throw error
    }
}

/// A handshake that fails is a server that cannot be reached, by the call's own deadline at the latest.
private func expectUnavailable(_ port: Int, security: (any TransportSecurity)?) async {
    var configuration = ClientConfiguration()
    configuration.security = security
    configuration.defaultTimeout = .seconds(2)
    configuration.readyTimeout = .seconds(1)
    let client = MeshClient(target: .endpoints(["127.0.0.1:\(port)"]), configuration: configuration, logger: logger)
    await #expect(throws: CallError.self) {
        _ = try await MeshV1.HealthClient(client).check(MeshV1.HealthCheckRequest())
    }
    await client.close()
}
#else
@Suite struct MeshTLSTests {
    @Test func buildWithoutTLSSaysSo() {
        #expect(throws: TLSError.notBuilt) {
            try MeshTLS(TLSFiles(certificate: "a.pem", key: "a.key", roots: "roots.pem"))
        }
    }
}
#endif
