import MeshContracts
import NIOCore
import ProtobufC
import SeededRandom
import Testing

@testable import MeshRuntime

/// The heads are written and read by hand; libprotobuf-c must agree on every byte.
@Suite struct FrameHeadTests {
    @Test func helloIsWhatTheContractSays() throws {
        let head = HelloHead(frameBytesMax: 5_000_000, callsMax: 99, windowBytes: 262_144, peer: "订单", token: "t.k")
        let bytes = TestFrames.written { head.encode(into: &$0) }
        let message = MeshV1.Hello(
            version: 1,
            maxFrameBytes: 5_000_000,
            maxCalls: 99,
            windowBytes: 262_144,
            peer: "订单",
            token: "t.k"
        )
        #expect(try MeshV1.Hello(serializedBytes: bytes) == message)
        #expect(try HelloHead(decoding: ByteBuffer(bytes: message.serializedBytes())) == head)
    }

    @Test func callIsWhatTheContractSays() throws {
        let trace = TraceContext(traceIDHigh: 1, traceIDLow: .max, spanID: 0xABC, flags: 1)
        var metadata: Metadata = ["tenant": "shop-1"]
        metadata.append([0, 255], forKey: "raw-bin")
        let head = CallHead(
            method: "a.B/C",
            timeoutMicroseconds: 10_000_000_000,
            attempt: 2,
            trace: trace,
            metadata: metadata
        )
        let message = MeshV1.Call(
            method: "a.B/C",
            timeoutUs: 10_000_000_000,
            attempt: 2,
            trace: "00-0000000000000001ffffffffffffffff-0000000000000abc-01",
            metadata: [
                MeshV1.Pair(key: "tenant", value: Array("shop-1".utf8)), MeshV1.Pair(key: "raw-bin", value: [0, 255]),
            ]
        )
        #expect(try MeshV1.Call(serializedBytes: TestFrames.written { head.encode(into: &$0) }) == message)
        #expect(try CallHead(decoding: ByteBuffer(bytes: message.serializedBytes())) == head)
    }

    @Test func statusIsWhatTheContractSays() throws {
        let error = CallError(
            .resourceExhausted,
            "too much",
            details: [StatusDetail(type: "a.B", value: [1, 2])],
            pushback: .milliseconds(1500),
            metadata: ["k": "v"]
        )
        let message = MeshV1.Status(
            code: 8,
            message: "too much",
            details: [MeshV1.Detail(type: "a.B", value: [1, 2])],
            pushbackMs: 1500,
            metadata: [MeshV1.Pair(key: "k", value: Array("v".utf8))]
        )
        let bytes = TestFrames.written { StatusHead(error).encode(into: &$0) }
        #expect(try MeshV1.Status(serializedBytes: bytes) == message)
        #expect(try StatusHead(decoding: ByteBuffer(bytes: message.serializedBytes())).callError == error)
    }

    /// The example of docs/protocol.md.
    @Test func documentedBytesAreThese() throws {
        let hello = TestFrames.written { $0.writeHello(HelloHead(frameBytesMax: 0, callsMax: 0, windowBytes: 0)) }
        #expect(hello == [0, 0, 0, 0x0A, 0, 0, 0, 2, 0x4D, 0x53, 0x48, 0x31, 8, 1])
        var head = TestFrames.callHead("a.B/C")
        head.attempt = 0
        let call = try TestFrames.written { buffer in
            try buffer.writeMessage(
                .call,
                flags: .end,
                callID: 1,
                message: MeshV1.Pair(),
                frameLengthMax: 100
            ) { head.encode(into: &$0) }
        }
        #expect(call == [0, 0, 0, 0x0F, 1, 3, 0, 7, 0, 0, 0, 1, 0x0A, 5, 0x61, 0x2E, 0x42, 0x2F, 0x43])
        let reply = try TestFrames.written { buffer in
            try buffer.writeMessage(.reply, flags: .end, callID: 1, message: MeshV1.Pair(), frameLengthMax: 100)
        }
        #expect(reply == [0, 0, 0, 8, 3, 3, 0, 0, 0, 0, 0, 1])
    }

    @Test func unknownFieldsAreSkipped() throws {
        var buffer = ByteBuffer()
        buffer.writeField(1, "a.B/C")
        buffer.writeBytes([15 << 3 | 0, 5])  // A number.
        buffer.writeBytes([15 << 3 | 1] + Array(repeating: 1, count: 8))  // Eight bytes.
        buffer.writeBytes([15 << 3 | 5] + Array(repeating: 1, count: 4))  // Four bytes.
        buffer.writeBytes([15 << 3 | 2, 3, 1, 2, 3])  // A text.
        #expect(try CallHead(decoding: buffer).method == "a.B/C")
    }

    @Test(
        arguments: [
            [0x0A],  // A text without a length.
            [0x0A, 5, 1],  // A text that ends too early.
            [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],  // A text of 2^64 - 1 bytes.
            [0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],  // A number of 11 bytes.
            [0x0A, 1, 0xFF],  // A method that is not UTF-8.
            [0x08, 1],  // A method that is a number.
            [0x12, 1, 1],  // A timeout that is a text.
            [0x0B],  // A group.
            [0x00, 1],  // Field zero.
            [0x2A, 2, 0x0A, 0],  // Metadata with an empty key.
            [0x2A, 3, 0x0A, 1, 0x41],  // Metadata with an upper-case key.
        ] as [[UInt8]]
    )
    func badHeadIsMalformed(bytes: [UInt8]) {
        #expect(throws: MalformedFrame.undecodableHead) { try CallHead(decoding: ByteBuffer(bytes: bytes)) }
    }

    @Test func helloOfAnotherVersionIsMalformed() {
        #expect(throws: MalformedFrame.unsupportedVersion) { try HelloHead(decoding: ByteBuffer(bytes: [8, 2])) }
        #expect(throws: MalformedFrame.unsupportedVersion) { try HelloHead(decoding: ByteBuffer()) }
    }

    @Test func anyBytesAreReadOrRefused() {
        var generator = SplitMix64(seed: 42)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? CallHead(decoding: ByteBuffer(bytes: bytes))
            _ = try? StatusHead(decoding: ByteBuffer(bytes: bytes))
            _ = try? HelloHead(decoding: ByteBuffer(bytes: bytes))
        }
    }

    @Test func statusIsCutToFitAHead() {
        let error = CallError(
            .internalError,
            String(repeating: "错", count: 10_000),
            details: [StatusDetail(type: "a.B", value: Array(repeating: 0, count: 10_000))]
        )
        let head = StatusHead(error)
        #expect(TestFrames.written { head.encode(into: &$0) }.count <= FrameLimits.headBytesMax)
        #expect(head.code == 13)
    }

    @Test func unknownStatusCodeReadsAsUnknown() {
        var head = StatusHead()
        head.code = 99
        #expect(head.callError?.code == .unknown)
    }
}
