import NIOCore
import Testing

@testable import MeshRuntime

extension FaultTests {
    /// A host that is cut off answers nothing and closes nothing.
    @Suite(
        .serialized,
        .timeLimit(.minutes(1)),
        .enabled(if: TestHost.isAvailable, "needs the right to make a network namespace")
    )
    struct VanishedPeerTests {
        @Test func vanishedReplicaCostsOnlyWhatItHeldAndIsCalledAgainWhenItIsBack() async throws {
            let host = try TestHost(network: 0)
            let far = try PeerProcess("echo", on: host)
            let near = [try PeerProcess("echo"), try PeerProcess("echo")]
            var configuration = ClientConfiguration()
            configuration.timeouts.readIdle = .seconds(1)
            configuration.timeouts.pingAnswer = .seconds(1)
            let client = MeshClient(
                target: .endpoints([far.address] + near.map(\.address)),
                configuration: configuration,
                logger: SocketTests.logger
            )
            var countBefore = 0
            var cutOff: EndpointStatus?
            let result = try await Load(client, timeout: .seconds(1)).run {
                try await Task.sleep(for: .seconds(1))
                countBefore = try await far.callCount()
                try host.vanish()
                try await Task.sleep(for: .seconds(5))
                cutOff = client.status.endpoints.first { $0.address == far.address }
                try host.comeBack()
                try await Task.sleep(for: .seconds(4))
            }
            #expect(countBefore > 0)
            #expect(cutOff?.pendingCalls == 0 && cutOff?.failuresTotal ?? 0 > 0, "its connection was given up")
            #expect(Double(result.failures.count) < 0.02 * Double(result.callCount))
            #expect(Double(result.slowCount) < 0.03 * Double(result.callCount))
            #expect(try await far.callCount() > countBefore, "it is called again")
            await client.close()
        }
    }
}
