import MeshContracts
import MeshTestKit
import NIOCore
import ProtobufC

@testable import MeshRuntime

/// Bytes of frames, right and wrong.
enum TestFrames {
    /// Any header before any body; `length` is that of the parts unless the test lies about it.
    static func raw(
        type: UInt8,
        flags: UInt8 = 0,
        callID: UInt32,
        head: [UInt8] = [],
        payload: [UInt8] = [],
        length: UInt32? = nil,
        headLength: UInt16? = nil
    ) -> [UInt8] {
        var buffer = ByteBuffer()
        buffer.writeInteger(length ?? UInt32(8 + head.count + payload.count))
        buffer.writeInteger(type)
        buffer.writeInteger(flags)
        buffer.writeInteger(headLength ?? UInt16(head.count))
        buffer.writeInteger(callID)
        buffer.writeBytes(head)
        buffer.writeBytes(payload)
        return Array(buffer.readableBytesView)
    }

    static func raw(
        _ type: FrameType,
        _ flags: FrameFlags = [],
        callID: UInt32,
        head: [UInt8] = [],
        payload: [UInt8] = []
    ) -> [UInt8] {
        raw(type: type.rawValue, flags: flags.rawValue, callID: callID, head: head, payload: payload)
    }

    static func written(_ body: (inout ByteBuffer) throws -> Void) rethrows -> [UInt8] {
        var buffer = ByteBuffer()
        try body(&buffer)
        return Array(buffer.readableBytesView)
    }

    static let hello = written {
        $0.writeHello(HelloHead(frameBytesMax: 0, callsMax: 0, windowBytes: 0, peer: "test", token: "secret"))
    }

    static func callHead(_ method: String = "test.Echo/Echo", timeoutMicroseconds: UInt64 = 0) -> CallHead {
        CallHead(
            method: method,
            timeoutMicroseconds: timeoutMicroseconds,
            attempt: 1,
            trace: nil,
            metadata: Metadata()
        )
    }

    static func call(_ callID: UInt32, _ head: CallHead = callHead(), payload: [UInt8] = []) -> [UInt8] {
        raw(.call, [.end, .message], callID: callID, head: written { head.encode(into: &$0) }, payload: payload)
    }

    /// The CALL of a stream of requests.
    static func openCall(_ callID: UInt32, _ head: CallHead) -> [UInt8] {
        raw(.call, callID: callID, head: written { head.encode(into: &$0) })
    }

    /// Decodes frames that end with the bytes. The first must be a HELLO unless told otherwise.
    static func decode(_ bytes: [UInt8], limits: FrameLimits = FrameLimits()) throws -> [FrameDecoder.Event] {
        var reader = FrameReader(limits: limits)
        reader.append(ByteBuffer(bytes: bytes))
        var events: [FrameDecoder.Event] = []
        while let event = try reader.next() { events.append(event) }
        return events
    }

    /// One frame by itself, which need not be a HELLO.
    static func event(_ bytes: [UInt8], limits: FrameLimits = FrameLimits()) throws -> FrameDecoder.Event {
        let events = try decode(hello + bytes, limits: limits)
        guard events.count == 2 else { throw IncompleteFrame() }
        return events[1]
    }

    struct IncompleteFrame: Error {}
}

extension RawConnection {
    /// Waits for so many frames that a test wants.
    func frames(count: Int = 1, where isWanted: (Frame) -> Bool) async throws -> [Frame] {
        var byteCount = 1
        while true {
            let bytes = try await received(atLeast: byteCount)
            let frames = try TestFrames.decode(bytes).compactMap { event in
                if case .frame(let frame) = event, isWanted(frame) { frame } else { nil }
            }
            if frames.count >= count { return frames }
            byteCount = bytes.count + 1
        }
    }
}
