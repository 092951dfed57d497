import Foundation
import MeshContracts
import NIOPosix
import Synchronization
import Testing

@testable import MeshRuntime

extension FaultTests {
    /// Faults with real processes and sockets, each in its short form. `make soak` has the long ones.
    @Suite(.serialized, .timeLimit(.minutes(1))) struct ReplicaFaultTests {
        private static func client(_ target: Target) -> MeshClient {
            MeshClient(target: target, logger: SocketTests.logger)
        }

        private static func client(of peers: [PeerProcess]) -> MeshClient {
            client(.endpoints(peers.map(\.address)))
        }

        /// The share of calls that `peer` got in the two seconds after the first two.
        private static func lateShare(of peer: PeerProcess, _ load: Load) async throws -> Double {
            var (share, calls) = (0.0, 0)
            _ = try await load.run {
                try await Task.sleep(for: .seconds(2))
                (share, calls) = (-Double(try await peer.callCount()), load.result.callCount)
                try await Task.sleep(for: .seconds(2))
                share += Double(try await peer.callCount())
                calls = load.result.callCount - calls
            }
            #expect(calls > 100, "the machine was too busy for a measurement")
            return share / Double(max(1, calls))
        }

        @Test func fastFailingReplicaGetsUnderFivePercent() async throws {
            let peers = [try PeerProcess("fail"), try PeerProcess("echo"), try PeerProcess("echo")]
            let client = Self.client(of: peers)
            let load = Load(client)
            let share = try await Self.lateShare(of: peers[0], load)
            #expect(share < 0.05)
            // What fails there is tried again at another.
            #expect(load.result.failures.isEmpty)
            await client.close()
        }

        /// Breakers that opened for all would answer for servers that may do better than none.
        @Test func whereAllReplicasFailTheyAreCalledAllTheSame() async throws {
            let peers = [try PeerProcess("fail"), try PeerProcess("fail"), try PeerProcess("fail")]
            let client = Self.client(of: peers)
            let load = Load(client)
            _ = try await load.run { try await Task.sleep(for: .seconds(2)) }
            #expect(client.status.endpoints.allSatisfy { $0.ejectionsTotal > 0 })
            #expect(load.result.failures.count == load.result.callCount)
            #expect(load.result.failures.allSatisfy { $0.message.contains("not today") })
            #expect(load.result.slowCount == 0)
            for peer in peers { #expect(try await peer.callCount() > load.result.callCount / 10) }
            await client.close()
        }

        @Test func slowReplicaIsLeftToItself() async throws {
            let peers = [try PeerProcess("slow", "200"), try PeerProcess("echo"), try PeerProcess("echo")]
            let client = Self.client(of: peers)
            let load = Load(client)
            let share = try await Self.lateShare(of: peers[0], load)
            #expect(share < 0.05)
            #expect(load.result.failures.isEmpty)
            await client.close()
        }

        @Test func killedReplicaFailsNoCallThatMayBeRepeated() async throws {
            let peers = [try PeerProcess("echo"), try PeerProcess("echo"), try PeerProcess("echo")]
            let client = Self.client(of: peers)
            let result = try await Load(client).run {
                try await Task.sleep(for: .seconds(1))
                try await peers[0].restart(by: SIGKILL)
                try await Task.sleep(for: .seconds(2))
            }
            #expect(result.failures.isEmpty)
            #expect(result.callCount > 300)
            #expect(try await peers[0].callCount() > 0, "the new one gets calls")
            await client.close()
        }

        /// Its connection stays, so only what it owes tells: the calls that it held wait in vain, and few after them.
        @Test func stoppedReplicaCostsOnlyWhatItHeld() async throws {
            let peers = [try PeerProcess("echo"), try PeerProcess("echo"), try PeerProcess("echo")]
            let client = Self.client(of: peers)
            let result = try await Load(client, timeout: .seconds(1)).run {
                try await Task.sleep(for: .seconds(1))
                peers[0].signal(SIGSTOP)
                try await Task.sleep(for: .seconds(4))
                peers[0].signal(SIGCONT)
                try await Task.sleep(for: .seconds(1))
            }
            #expect(Double(result.failures.count) < 0.02 * Double(result.callCount))
            #expect(Double(result.slowCount) < 0.03 * Double(result.callCount))
            await client.close()
        }

        @Test func newReplicaGetsCallsAndTheOldOneGoesWithoutAFailure() async throws {
            let (old, new) = (try PeerProcess("echo"), try PeerProcess("echo"))
            let file = FileManager.default.temporaryDirectory.appending(path: "endpoints-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: file) }
            try "\(old.address)\n".write(to: file, atomically: true, encoding: .utf8)
            let client = Self.client(.file(file.path))
            var oldCount = 0
            let result = try await Load(client).run {
                try await Task.sleep(for: .seconds(1))
                try "nonsense\n".write(to: file, atomically: true, encoding: .utf8)
                try await Task.sleep(for: .milliseconds(1500))
                #expect(client.status.targetFailure?.contains("\(file.path):1: \"nonsense\"") == true)
                try "\(old.address)\n\(new.address)\n".write(to: file, atomically: true, encoding: .utf8)
                try await Task.sleep(for: .seconds(2))
                // How many more depends on which of the two a busy machine has slowed last.
                #expect(try await new.callCount() >= PeakEWMA.warmupAnswers)
                try "# moved\n\(new.address)\n".write(to: file, atomically: true, encoding: .utf8)
                try await Task.sleep(for: .seconds(2))
                oldCount = try await old.callCount()
                try await Task.sleep(for: .milliseconds(500))
            }
            #expect(result.failures.isEmpty)
            #expect(try await old.callCount() == oldCount, "the old one gets no more calls")
            await client.close()
        }

        @Test func rollingRestartOfThreeReplicasFailsNoCall() async throws {
            let peers = [try PeerProcess("echo"), try PeerProcess("echo"), try PeerProcess("echo")]
            let client = Self.client(of: peers)
            let result = try await Load(client).run(callsPerSecond: 500) {
                for peer in peers {
                    try await Task.sleep(for: .milliseconds(700))
                    try await peer.restart(by: SIGTERM)
                }
                try await Task.sleep(for: .milliseconds(700))
            }
            #expect(result.failures.isEmpty)
            #expect(result.callCount > 500)
            await client.close()
        }

        /// A name whose server fails, names nothing, and names something else each time: what it said last stays.
        @Test func nameThatFailsOrFlapsLosesNoCall() async throws {
            let peers = [try PeerProcess("echo"), try PeerProcess("echo")]
            let addresses = try peers.map { try EndpointAddress($0.address) }
            let lookups = Counter()
            var configuration = ClientConfiguration()
            configuration.resolveInterval = .milliseconds(100)
            let client = MeshClient(
                target: .dns(host: "peers", port: 1),
                configuration: configuration,
                interceptors: [],
                transport: SocketTransport(group: MultiThreadedEventLoopGroup.singleton, security: nil),
                logger: SocketTests.logger,
                metrics: MeshMetrics(),
                lookup: { host, _ throws(TargetError) in
                    lookups.increment()
                    switch lookups.value % 5 {
                    case 1: return Set(addresses)
                    case 2: throw .unknownName(host: host, reason: "server failure")
                    case 3: return []
                    case 4: return [addresses[0]]
                    default: return [addresses[1]]
                    }
                }
            )
            let result = try await Load(client).run {
                try await Task.sleep(for: .seconds(3))
            }
            #expect(result.failures.isEmpty)
            #expect(lookups.value > 10)
            await client.close()
        }

        @Test func lostEndpointIsLookedUpAtOnce() async throws {
            let (old, new) = (try PeerProcess("echo"), try PeerProcess("echo"))
            let current = Mutex(try EndpointAddress(old.address))
            let next = try EndpointAddress(new.address)
            var configuration = ClientConfiguration()
            configuration.resolveInterval = .seconds(600)
            let client = MeshClient(
                target: .dns(host: "peers", port: 1),
                configuration: configuration,
                interceptors: [],
                transport: SocketTransport(group: MultiThreadedEventLoopGroup.singleton, security: nil),
                logger: SocketTests.logger,
                metrics: MeshMetrics(),
                lookup: { _, _ in [current.withLock { $0 }] }
            )
            _ = try await client.unary(Load.method, MeshV1.Pair())
            current.withLock { $0 = next }
            old.signal(SIGTERM)
            old.wait()
            _ = try await client.unary(Load.method, MeshV1.Pair())
            #expect(try await new.callCount() == 1)
            await client.close()
        }

        @Test func retryStormStaysWithinTheBudget() async throws {
            let peers = [try PeerProcess("fail"), try PeerProcess("fail"), try PeerProcess("fail")]
            let client = Self.client(of: peers)
            let start = ContinuousClock.now
            let result = try await Load(client).run { try await Task.sleep(for: .seconds(3)) }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            await client.close()
            var attempts = 0
            for peer in peers { attempts += try await peer.callCount() }
            #expect(result.failures.count == result.callCount)
            #expect(Double(attempts) <= 1.2 * Double(result.callCount) + 10 * (seconds + 1))
            #expect(attempts > result.callCount, "some were tried again")
        }

        /// Three hops, of which the last fails. What is beyond one hop's budget is not made up for by the hop before, so
        /// the load does not grow as a power of the hops.
        @Test func chainedStormGrowsByOneHopsShare() async throws {
            let last = try PeerProcess("fail")
            let middle = try PeerProcess("forward", "\(last.port)")
            let first = try PeerProcess("forward", "\(middle.port)")
            let client = Self.client(of: [first])
            let start = ContinuousClock.now
            let result = try await Load(client).run { try await Task.sleep(for: .seconds(3)) }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            await client.close()
            let attempts = try await last.callCount()
            // The second's worth and the rate of each of three clients; the share of one.
            #expect(Double(attempts) <= 1.2 * Double(result.callCount) + 1.44 * 3 * 10 * (seconds + 1))
            #expect(result.failures.count == result.callCount)
        }
    }
}
