import NIOCore
import Testing

@testable import MeshRuntime

@Suite struct FrameDecoderTests {
    /// One frame of each type, as a connection might carry them.
    static let trace =
        TestFrames.hello + TestFrames.call(1, payload: [1, 2, 3])
        + TestFrames.raw(.data, [.message], callID: 1, payload: Array(repeating: 9, count: 300))
        + TestFrames.raw(.data, [.message], callID: 1)
        + TestFrames.raw(type: 0x80, callID: 7, head: [1, 2], payload: [3, 4, 5])
        + TestFrames.raw(.credit, callID: 1, payload: [0, 1, 0, 0])
        + TestFrames.raw(.ping, callID: 0, payload: [1, 2, 3, 4, 5, 6, 7, 8])
        + TestFrames.raw(.reply, [.end, .message], callID: 1, payload: [5])
        + TestFrames.raw(.cancel, callID: 1) + TestFrames.raw(.drain, callID: 0)

    static let types: [FrameType] = [.hello, .call, .data, .data, .credit, .ping, .reply, .cancel, .drain]

    private func types(of events: [FrameDecoder.Event]) -> [FrameType] {
        events.map { event in
            switch event {
            case .frame(let frame): frame.type
            case .oversized(let header, _): header.type
            }
        }
    }

    @Test func wholeTraceIsItsFramesWithoutTheIgnorableOne() throws {
        #expect(types(of: try TestFrames.decode(Self.trace)) == Self.types)
    }

    @Test func traceCutAnywhereGivesTheSameFrames() throws {
        let expected = try TestFrames.decode(Self.trace)
        for cut in 0...Self.trace.count {
            var reader = FrameReader(limits: FrameLimits())
            var events: [FrameDecoder.Event] = []
            for part in [Self.trace[..<cut], Self.trace[cut...]] {
                reader.append(ByteBuffer(bytes: part))
                while let event = try reader.next() { events.append(event) }
            }
            #expect(events == expected, "cut at \(cut)")
        }
    }

    @Test func traceByteByByteGivesTheSameFrames() throws {
        var reader = FrameReader(limits: FrameLimits())
        var events: [FrameDecoder.Event] = []
        for byte in Self.trace {
            reader.append(ByteBuffer(bytes: [byte]))
            while let event = try reader.next() { events.append(event) }
        }
        #expect(events == (try TestFrames.decode(Self.trace)))
        #expect(!reader.isInsideFrame)
    }

    @Test func emptyMessageDiffersFromNone() throws {
        let events = try TestFrames.decode(
            TestFrames.hello + TestFrames.raw(.data, [.message], callID: 1) + TestFrames.raw(.data, [.end], callID: 1)
        )
        guard case .frame(let empty) = events[1], case .frame(let none) = events[2] else {
            Issue.record("two frames were expected")
            return
        }
        #expect(empty.flags.contains(.message))
        #expect(!none.flags.contains(.message))
    }

    /// Only the 12 bytes of the header are sent: what is wrong with it must not wait for a body.
    @Test(
        arguments: [
            (TestFrames.raw(type: 1, callID: 1, length: 7), MalformedFrame.lengthTooSmall),
            (TestFrames.raw(type: 1, callID: 1, length: 0), .lengthTooSmall),
            (TestFrames.raw(type: 1, callID: 1, length: 16 * 1024 * 1024 + 1), .lengthTooLarge),
            (TestFrames.raw(type: 1, callID: 1, length: .max), .lengthTooLarge),
            (TestFrames.raw(type: 1, callID: 1, length: 20_000, headLength: 16_385), .headTooLarge),
            (TestFrames.raw(type: 1, callID: 1, length: 8, headLength: 1), .headPastEnd),
            (TestFrames.raw(type: 8, callID: 1), .unknownFrameType),
            (TestFrames.raw(type: 0x7F, callID: 1), .unknownFrameType),
            (TestFrames.raw(type: 1, flags: 0x10, callID: 1), .reservedFlag),
            (TestFrames.raw(type: 1, flags: 0x80, callID: 1), .reservedFlag),
            (TestFrames.raw(type: 6, callID: 0, length: 15), .badControlPayload),
            (TestFrames.raw(type: 6, callID: 1, length: 16), .badControlPayload),
            (TestFrames.raw(type: 5, callID: 1, length: 11), .badControlPayload),
            (TestFrames.raw(type: 4, callID: 1, length: 9), .badControlPayload),
            (TestFrames.raw(type: 7, callID: 1), .badControlPayload),
        ]
    )
    func badHeaderIsMalformedAtOnce(header: [UInt8], reason: MalformedFrame) {
        #expect(throws: reason) { try TestFrames.decode(TestFrames.hello + header.prefix(12)) }
    }

    @Test(
        arguments: [
            (Array("GET / HTTP/1.1\r\n".utf8), MalformedFrame.httpRequest),
            (Array("POST /x HTTP/1.1\r\n".utf8), .httpRequest),
            (Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8), .http2Preface),
            ([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03, 0x00], .tlsHello),
            (TestFrames.raw(type: 0, callID: 0x4D53_4832), .badMagic),
            (TestFrames.call(1), .firstFrameNotHello),
            (TestFrames.raw(type: 0x80, callID: 0), .firstFrameNotHello),
        ]
    )
    func strangersFirstBytesAreNamed(bytes: [UInt8], reason: MalformedFrame) {
        #expect(throws: reason) { try TestFrames.decode(bytes) }
    }

    @Test func messageOverItsLimitIsSkippedAndTheNextFrameRead() throws {
        let limits = FrameLimits(messageBytesMax: 100)
        let bytes =
            TestFrames.hello + TestFrames.call(1, payload: Array(repeating: 0, count: 101))
            + TestFrames.call(3, payload: [1])
        let events = try TestFrames.decode(bytes, limits: limits)
        guard case .oversized(let header, let head) = events[1] else {
            Issue.record("the second event is \(events[1])")
            return
        }
        #expect(header.payloadLength == 101)
        #expect(try CallHead(decoding: head).method == "test.Echo/Echo")
        guard case .frame(let next) = events[2] else {
            Issue.record("the third event is \(events[2])")
            return
        }
        #expect(next.callID == 3)
    }

    @Test func methodLimitAppliesToItsMethodAlone() throws {
        let limits = FrameLimits(messageBytesMax: 100, methodMessageBytesMax: ["test.Echo/Echo": 10])
        let payload = [UInt8](repeating: 0, count: 11)
        guard case .oversized = try TestFrames.event(TestFrames.call(1, payload: payload), limits: limits) else {
            Issue.record("the limited method's message must be over its limit")
            return
        }
        let other = TestFrames.call(1, TestFrames.callHead("test.Echo/Other"), payload: payload)
        guard case .frame = try TestFrames.event(other, limits: limits) else {
            Issue.record("the other method's message must be read")
            return
        }
    }

    @Test func oversizedBodyIsNotBuffered() throws {
        var reader = FrameReader(limits: FrameLimits(messageBytesMax: 100))
        reader.append(ByteBuffer(bytes: TestFrames.hello))
        _ = try reader.next()
        reader.append(
            ByteBuffer(bytes: TestFrames.raw(type: 2, flags: 2, callID: 1, length: 1_000_008).prefix(12))
        )
        guard case .oversized = try reader.next() else {
            Issue.record("the message must be over its limit before its body is there")
            return
        }
        for _ in 0..<100 {
            reader.append(ByteBuffer(repeating: 0, count: 10_000))
            #expect(try reader.next() == nil)
        }
        #expect(!reader.isInsideFrame)
    }
}
