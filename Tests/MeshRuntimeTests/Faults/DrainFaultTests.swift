import MeshContracts
import MeshTestKit
import NIOCore
import Testing

@testable import MeshRuntime

extension FaultTests {
    @Suite struct DrainFaultTests {
        @Test func clientThatNeverAcknowledgesADrainIsLeft() async throws {
            let server = try await FaultServer(configure: { $0.drainAcknowledgementTimeout = .seconds(1) })
            let connection = try await server.hostile.connect()
            try await connection.send(TestFrames.hello + TestFrames.call(1))
            _ = try await connection.frames { $0.type == .reply }
            let start = ContinuousClock.now
            await server.server.drain()
            #expect(ContinuousClock.now - start < .seconds(5))
            let frames = try TestFrames.decode(try await connection.receivedUntilClose())
            #expect(frames.contains { if case .frame(let frame) = $0 { frame.type == .drain } else { false } })
        }
    }
}

extension FaultTests {
    /// Peers that know more or less than this version.
    @Suite struct VersionSkewTests {
        @Test func anotherVersionClosesTheConnection() async throws {
            try await FaultServer().run { server in
                try await server.hostile.sendUntilClosed(
                    TestFrames.raw(.hello, callID: FrameHeader.magic, head: [8, 2])
                )
                #expect(server.closedConnections("unsupported_version") == 1)
            }
        }

        /// Unknown fields in every head (number 100, a varint), frames of ignorable types, and unknown request fields.
        @Test func whatANewerClientAddsIsIgnored() async throws {
            let unknown: [UInt8] = [0xA0, 0x06, 0x01]
            let head = TestFrames.written { TestFrames.callHead().encode(into: &$0) }
            try await FaultServer().run { server in
                let connection = try await server.hostile.connect()
                try await connection.send(
                    TestFrames.raw(.hello, callID: FrameHeader.magic, head: [8, 1] + unknown)
                        + TestFrames.raw(type: 0x80, callID: 77, head: [1], payload: [2, 3])
                        + TestFrames.raw(.call, [.end, .message], callID: 1, head: head + unknown, payload: unknown)
                        + TestFrames.raw(type: 0xFF, callID: 0)
                )
                let reply = try await connection.frames { $0.type == .reply }[0]
                #expect(reply.flags == [.end, .message])
                #expect(reply.head.readableBytes == 0)
                await connection.close()
            }
        }

        @Test func codeOfANewerServerIsUnknown() {
            var status = StatusHead()
            status.code = 99
            #expect(status.callError?.code == .unknown)
        }
    }
}
