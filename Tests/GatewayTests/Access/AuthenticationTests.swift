import Foundation
import MeshRuntime
import ProtobufC
import Testing

@testable import AccessToken
@testable import Contracts
@testable import Gateway

private let now = Date(timeIntervalSince1970: 1_750_000_000)

@Suite struct AuthenticationTests {
    private let keys: SigningKeyRing
    private let authentication: Authentication

    init() throws {
        keys = try SigningKeyRing(keys: [SigningKey(id: "one", secret: Array(repeating: 1, count: 32))])
        authentication = Authentication(keys: keys, now: { now })
    }

    private func token(_ role: AccessToken.Role = .customer, lifetime: TimeInterval = 60) throws -> String {
        try keys.sign(subject: "C1", role: role, issuedAt: now.addingTimeInterval(-30), lifetime: lifetime)
    }

    private func call(
        hello: String = "",
        authorization: String? = nil,
        method: String = "xiaoer.gateway.v1.Customer/Send"
    ) async throws -> String? {
        var metadata = Metadata()
        metadata["authorization"] = authorization
        let context = CallContext(method: method, peer: PeerIdentity(token: hello), metadata: metadata)
        return try await authentication.intercept(GatewayV1.SendRequest(), context: context) { _ in
            Caller.current?.subject
        }
    }

    private func statusCode(_ body: () async throws -> String?) async -> StatusCode? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? CallError)?.code
        }
    }

    @Test func theHelloTokenSaysWhoCalls() async throws {
        #expect(try await call(hello: token()) == "C1")
    }

    @Test func metadataSpeaksBeforeTheHello() async throws {
        #expect(try await call(hello: "forged", authorization: "Bearer \(token())") == "C1")
        #expect(await statusCode { try await call(hello: token(), authorization: "Bearer forged") } == .unauthenticated)
    }

    @Test(arguments: ["", "Bearer", "Basic abc", "Bearer ", "bearer x1.e30.AAAA", "\u{0}"])
    func otherAuthorizationIsRefusedThoughTheHelloIsGood(authorization: String) async throws {
        #expect(await statusCode { try await call(hello: token(), authorization: authorization) } == .unauthenticated)
    }

    @Test func withoutATokenNothingIsServed() async throws {
        #expect(await statusCode { try await call() } == .unauthenticated)
    }

    @Test func anExpiredTokenIsTold() async throws {
        let expired = try token(lifetime: 30)
        let error = await #expect(throws: CallError.self) { try await call(hello: expired) }
        #expect(error?.code == .unauthenticated)
        #expect(error?.message == "the access token expired at 2025-06-15T15:06:40Z")
    }

    @Test(arguments: [
        ("xiaoer.gateway.v1.Customer/Send", AccessToken.Role.agent), ("xiaoer.gateway.v1.AgentDesk/Claim", .customer),
        ("xiaoer.gateway.v1.Push/PushNotice", .customer), ("xiaoer.gateway.v1.Push/PushNotice", .agent),
        ("xiaoer.gateway.v2.Unheard/Of", .service),
    ])
    func aRoleServesItsOwnServiceAlone(method: String, role: AccessToken.Role) async throws {
        #expect(await statusCode { try await call(hello: token(role), method: method) } == .permissionDenied)
    }

    @Test(arguments: ["mesh.v1.Health/Check", "mesh.v1.Reflection/GetDescriptors"])
    func healthAndContractsNeedNoToken(method: String) async throws {
        #expect(try await call(method: method) == nil)
    }

    @Test func introspectionIsTheOperators() async throws {
        let method = "mesh.v1.Introspection/GetServerState"
        #expect(await statusCode { try await call(method: method) } == .unauthenticated)
        for role in [AccessToken.Role.customer, .agent, .service] {
            #expect(await statusCode { try await call(hello: token(role), method: method) } == .permissionDenied)
        }
        #expect(try await call(hello: token(.operator), method: method) == "C1")
    }

    @Test func aHandlerWithoutAuthenticationServesNobody() {
        #expect(throws: GatewayError.missingToken) { try Caller.required() }
    }
}
