import MeshContracts
import MeshTestKit
import NIOCore
import Testing

@testable import MeshRuntime

/// Every way to break the protocol, against a whole server: the connection is closed, the reason counted, and the
/// server serves the next one.
@Suite(.timeLimit(.minutes(1))) struct MalformedInputTests {
    static let cases: [(MalformedFrame, [UInt8])] = [
        (.httpRequest, Array("GET / HTTP/1.1\r\n\r\n".utf8)),
        (.http2Preface, Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)),
        (.tlsHello, [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03, 0x00]),
        (.badMagic, TestFrames.raw(type: 0, callID: 1)),
        (.firstFrameNotHello, TestFrames.call(1)),
        (.unsupportedVersion, TestFrames.raw(.hello, callID: FrameHeader.magic, head: [8, 9])),
        (.lengthTooSmall, TestFrames.hello + TestFrames.raw(type: 1, callID: 1, length: 7)),
        (.lengthTooLarge, TestFrames.hello + TestFrames.raw(type: 1, callID: 1, length: 0x7FFF_FFFF)),
        (.headTooLarge, TestFrames.hello + TestFrames.raw(type: 1, callID: 1, length: 70_000, headLength: 65_535)),
        (.headPastEnd, TestFrames.hello + TestFrames.raw(type: 1, callID: 1, length: 9, headLength: 2)),
        (.undecodableHead, TestFrames.hello + TestFrames.raw(.call, [.end, .message], callID: 1, head: [0x0A, 9])),
        (.unknownFrameType, TestFrames.hello + TestFrames.raw(type: 0x20, callID: 1)),
        (.reservedFlag, TestFrames.hello + TestFrames.raw(type: 1, flags: 0x13, callID: 1)),
        (.badControlPayload, TestFrames.hello + TestFrames.raw(.ping, callID: 0, payload: [1])),
        (.secondHello, TestFrames.hello + TestFrames.hello),
        (.wrongDirection, TestFrames.hello + TestFrames.raw(.reply, [.end], callID: 1)),
        (.callIDReused, TestFrames.hello + TestFrames.call(1) + TestFrames.call(1)),
        (.callNeverOpened, TestFrames.hello + TestFrames.raw(.cancel, callID: 5)),
        (.unexpectedData, TestFrames.hello + stuckCall + TestFrames.raw(.data, [.message], callID: 1)),
        (
            .creditOverflow,
            TestFrames.hello + stuckCall + TestFrames.raw(.credit, callID: 1, payload: [0x7F, 0xFF, 0xFF, 0xFF])
        ),
        (
            .pingFlood,
            TestFrames.hello
                + (0...100).flatMap { _ in TestFrames.raw(.ping, callID: 0, payload: Array(repeating: 0, count: 8)) }
        ),
        (
            .cancelFlood,
            TestFrames.hello + stuckCall + (0...10_000).flatMap { _ in TestFrames.raw(.cancel, callID: 1) }
        ),
    ]

    static let stuckCall = TestFrames.call(1, TestFrames.callHead("test.Echo/Stream"))

    private func makeMesh(_ metrics: CountingMetrics, slicing: ByteSlicing = .whole) -> InMemoryMesh {
        let service = EchoService(onStream: { _, _, _ in try await waitUntilCancelled() })
        return InMemoryMesh(services: [service], slicing: slicing, metrics: MeshMetrics(factory: metrics))
    }

    @Test func everyReasonButAClientsHasACase() {
        #expect(Set(Self.cases.map(\.0)).union([.dataBeyondCredit]) == Set(MalformedFrame.allCases))
    }

    @Test(arguments: cases)
    func malformedInputClosesItsConnectionAlone(reason: MalformedFrame, bytes: [UInt8]) async throws {
        let metrics = CountingMetrics()
        let mesh = makeMesh(metrics)
        let connection = try await mesh.connectRaw()
        try await connection.send(bytes)
        _ = try await connection.receivedUntilClose()
        #expect(metrics.counts["mesh.connections.closed reason=\(reason.rawValue)"] == 1)
        let client = mesh.makeClient()
        #expect(try await client.unary(EchoService.echo, MeshV1.Pair(key: "next")).key == "next")
        await client.close()
    }

    @Test func payloadThatCannotBeDecodedFailsItsCallAlone() async throws {
        let mesh = makeMesh(CountingMetrics())
        let connection = try await mesh.connectRaw()
        try await connection.send(TestFrames.hello + TestFrames.call(1, payload: [0xFF, 0xFF]) + TestFrames.call(2))
        let replies = try await connection.frames(count: 2) { $0.type == .reply }
        #expect(replies.map(\.callID) == [1, 2])
        #expect(try StatusHead(decoding: replies[0].head).code == 13)
        #expect(replies[1].head.readableBytes == 0)
        await connection.close()
    }

    @Test func callAboveTheLimitIsRefusedAndTheConnectionLives() async throws {
        var configuration = ServerConfiguration()
        configuration.callsPerConnectionMax = 1
        let service = EchoService(onStream: { _, _, _ in try await waitUntilCancelled() })
        let mesh = InMemoryMesh(services: [service], configuration: configuration)
        let connection = try await mesh.connectRaw()
        try await connection.send(TestFrames.hello + Self.stuckCall + TestFrames.call(2))
        let reply = try await connection.frames { $0.type == .reply }[0]
        #expect(reply.callID == 2)
        #expect(reply.flags.contains(.refused))
        #expect(try StatusHead(decoding: reply.head).code == 8)
        await connection.close()
    }

    @Test func pingIsAnsweredWithItsBytes() async throws {
        let mesh = makeMesh(CountingMetrics())
        let connection = try await mesh.connectRaw()
        try await connection.send(
            TestFrames.hello + TestFrames.raw(.ping, callID: 0, payload: [1, 2, 3, 4, 5, 6, 7, 8])
        )
        let answer = try await connection.frames { $0.type == .ping }[0]
        #expect(answer.flags == .acknowledgement)
        #expect(Array(answer.payload.readableBytesView) == [1, 2, 3, 4, 5, 6, 7, 8])
        await connection.close()
    }
}
