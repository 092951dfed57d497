import MeshContracts
import MeshTestKit
import NIOCore
import SeededRandom
import Testing

@testable import MeshRuntime

extension FaultTests {
    /// Clients that break off, break the rules or hold on, against a server on a real port.
    @Suite struct HostileClientTests {
        /// Calls of all kinds, one of them over the limit of the tests' servers.
        static let conversation: [UInt8] =
            TestFrames.hello + TestFrames.call(1, payload: [0x0A, 1, 0x61])
            + TestFrames.openCall(2, TestFrames.callHead("test.Echo/Chat"))
            + TestFrames.raw(.data, .message, callID: 2, payload: Array(repeating: 0, count: 30_000))
            + TestFrames.call(3, payload: Array(repeating: 0, count: 70_000))
            + TestFrames.raw(.ping, callID: 0, payload: Array(repeating: 1, count: 8))
            + TestFrames.raw(.cancel, callID: 2)

        @Test func resetAtAnyOffsetLeavesNothingBehind() async throws {
            try await FaultServer(configure: { $0.messageBytesMax = 65_536 }).run { server in
                var generator = SplitMix64(seed: 3)
                try await server.hostile.resetInside(Self.conversation, times: 200, using: &generator)
            }
        }

        /// Just over the limit, at the floor that all peers take, and above the ceiling.
        @Test func oversizedMessagesFailTheirCallsAndOversizedFramesTheirConnection() async throws {
            try await FaultServer(configure: { $0.messageBytesMax = 65_536 }).run { server in
                let connection = try await server.hostile.connect()
                try await connection.send(
                    TestFrames.hello + TestFrames.call(1, payload: Array(repeating: 0, count: 65_537))
                        + TestFrames.call(2, payload: Array(repeating: 0, count: 4 * 1024 * 1024)) + TestFrames.call(3)
                )
                let replies = try await connection.frames(count: 3) { $0.type == .reply }
                #expect(try replies.map { try StatusHead(decoding: $0.head).code } == [8, 8, 0])
                try await connection.send(TestFrames.raw(type: 1, callID: 4, length: 16 * 1024 * 1024 + 1))
                _ = try await connection.receivedUntilClose()
                #expect(server.closedConnections("length_too_large") == 1)
            }
        }

        @Test func garbageOfSixKindsClosesItsConnection() async throws {
            try await FaultServer().run { server in
                var generator = SplitMix64(seed: 6)
                let kinds = HostileClients.garbage(using: &generator)
                for (_, bytes) in kinds { try await server.hostile.sendUntilClosed(bytes) }
                #expect(server.metrics.counts.values.reduce(0, +) == Int64(kinds.count))
            }
        }

        /// Half of them stop inside a frame, half before their HELLO is whole.
        @Test func connectionsThatNeverFinishAFrameAreClosedWhileOthersAreServed() async throws {
            let server = try await FaultServer(configure: {
                $0.timeouts.handshake = .seconds(2)
                $0.timeouts.unfinishedFrame = .seconds(2)
            })
            try await server.run { server in
                let client = server.makeClient()
                try await server.hostile.hold(TestFrames.hello + [0, 0], connections: 100) {
                    try await server.hostile.hold(Array(TestFrames.hello.prefix(13)), connections: 100) {
                        for _ in 0..<100 { _ = try await client.unary(EchoService.echo, MeshV1.Pair()) }
                    }
                }
                #expect(server.closedConnections("unfinished_frame") == 100)
                #expect(server.closedConnections("handshake_timeout") == 100)
                await client.close()
            }
        }

        @Test func connectionsAboveTheLimitAreClosedAndTheOthersServed() async throws {
            try await FaultServer(configure: { $0.connectionsMax = 50 }).run { server in
                let client = server.makeClient()
                _ = try await client.unary(EchoService.echo, MeshV1.Pair())
                var flood: [RawConnection] = []
                for _ in 0..<300 { flood.append(try await server.hostile.connect()) }
                // The system takes them all; the server then keeps 49, in an order of its own.
                while server.closedConnections("connection_limit") < 251 { try await Task.sleep(for: .milliseconds(5)) }
                _ = try await client.unary(EchoService.echo, MeshV1.Pair())
                for connection in flood { await connection.close() }
                #expect(server.closedConnections("connection_limit") == 251)
                await client.close()
            }
        }

        @Test func cancelFloodClosesItsConnection() async throws {
            try await FaultServer(configure: { $0.floodLimits.cancelsPerSecondMax = 100 }).run { server in
                let pair = { TestFrames.call($0) + TestFrames.raw(.cancel, callID: $0) }
                try await server.hostile.sendUntilClosed(TestFrames.hello + (1...2000).flatMap(pair))
                #expect(server.closedConnections("cancel_flood") == 1)
            }
        }

        @Test func pingFloodClosesItsConnection() async throws {
            try await FaultServer().run { server in
                let ping = TestFrames.raw(.ping, callID: 0, payload: Array(repeating: 1, count: 8))
                try await server.hostile.sendUntilClosed(TestFrames.hello + (0..<1000).flatMap { _ in ping })
                #expect(server.closedConnections("ping_flood") == 1)
            }
        }

        /// The rapid reset: calls are cancelled as fast as they are opened, and their handlers take a while to notice.
        @Test func cancelledCallsHoldTheirPlaceWhileTheirHandlersRun() async throws {
            let (running, most, mayReturn) = (Counter(), Counter(), Signal())
            let service = EchoService(onStream: { _, _, _ in
                running.increment()
                if running.value > most.value { most.increment() }
                await mayReturn.wait()
            })
            try await FaultServer(service).run { server in
                let connection = try await server.hostile.connect()
                let stream = TestFrames.callHead("test.Echo/Stream")
                let pair = { TestFrames.call($0, stream) + TestFrames.raw(.cancel, callID: $0) }
                try await connection.send(TestFrames.hello + (1...2000).flatMap(pair))
                let replies = try await connection.frames(count: 2000 - 256) { $0.type == .reply }
                let areRefused = replies.allSatisfy { $0.flags.contains(.refused) }
                #expect(areRefused)
                #expect(running.value == 256)
                mayReturn.fire()
                await connection.close()
            }
        }
    }
}
