import NIOCore

/// One frame of a wire log, for people and for comparison.
package struct RecordedFrame: Hashable, Sendable {
    package let unixMilliseconds: Int64
    package let connectionID: UInt32
    package let isSent: Bool
    /// As in docs/protocol.md: `CALL`, `REPLY`.
    package let type: String
    package let callID: UInt32
    /// The method of a CALL, and of what follows it in its call; empty for other frames.
    package let method: String
    /// Flags and what the head says, such as `END MESSAGE timeout 10 s`.
    package let notes: [String]
    /// Nil where the frame carries no message.
    package let message: [UInt8]?

    package var endsCall: Bool { type == "REPLY" }
}

/// Cuts the records of a log into frames, each connection and direction by itself.
package struct RecordedFrames {
    private var readers: [Stream: FrameReader] = [:]
    private var methods: [Call: String] = [:]

    private struct Stream: Hashable {
        let connectionID: UInt32
        let isSent: Bool
    }

    private struct Call: Hashable {
        let connectionID: UInt32
        let callID: UInt32
    }

    package init() {}

    /// The frames that the record completes. A stream that breaks the protocol ends with a frame of type `MALFORMED`.
    package mutating func append(_ record: WireRecord) -> [RecordedFrame] {
        let stream = Stream(connectionID: record.connectionID, isSent: record.isSent)
        // The largest limits that a peer may have, since the log does not say them.
        var reader =
            readers[stream] ?? FrameReader(limits: FrameLimits(messageBytesMax: FrameLimits.frameLengthCeiling))
        reader.append(record.bytes)
        var frames: [RecordedFrame] = []
        do throws(MalformedFrame) {
            while let event = try reader.next() {
                guard case .frame(let frame) = event else { continue }
                frames.append(recorded(frame, record))
            }
            readers[stream] = reader
        } catch {
            readers[stream] = FrameReader(limits: FrameLimits())
            frames.append(described("MALFORMED", record, notes: ["\(error)"]))
        }
        return frames
    }

    private mutating func recorded(_ frame: Frame, _ record: WireRecord) -> RecordedFrame {
        let call = Call(connectionID: record.connectionID, callID: frame.callID)
        var notes = frame.flags.names
        do throws(MalformedFrame) {
            switch frame.type {
            case .hello:
                let hello = try HelloHead(decoding: frame.head)
                notes.append("peer \"\(hello.peer)\"\(hello.token.isEmpty ? "" : ", with a token")")
            case .call:
                let head = try CallHead(decoding: frame.head)
                methods[call] = head.method
                notes += head.notes
            case .reply, .drain:
                if frame.head.readableBytes > 0 { notes.append(try StatusHead(decoding: frame.head).note) }
            case .credit:
                notes.append("\(frame.payload.getInteger(at: frame.payload.readerIndex, as: UInt32.self) ?? 0) bytes")
            case .data, .cancel, .ping:
                break
            }
        } catch {
            notes.append("\(error)")
        }
        let method = [.hello, .ping, .drain].contains(frame.type) ? "" : methods[call] ?? ""
        let hasMessage = frame.flags.contains(.message) || frame.type == .data
        let message = hasMessage ? Array(frame.payload.readableBytesView) : nil
        return described("\(frame.type)".uppercased(), record, frame.callID, method, notes: notes, message: message)
    }

    private func described(
        _ type: String,
        _ record: WireRecord,
        _ callID: UInt32 = 0,
        _ method: String = "",
        notes: [String],
        message: [UInt8]? = nil
    ) -> RecordedFrame {
        RecordedFrame(
            unixMilliseconds: record.unixMilliseconds,
            connectionID: record.connectionID,
            isSent: record.isSent,
            type: type,
            callID: type == "HELLO" ? 0 : callID,
            method: method,
            notes: notes,
            message: message
        )
    }
}

extension FrameFlags {
    fileprivate var names: [String] {
        [(FrameFlags.end, "END"), (.message, "MESSAGE"), (.refused, "REFUSED"), (.acknowledgement, "ACK")]
            .filter { contains($0.0) }.map(\.1)
    }
}

extension CallHead {
    fileprivate var notes: [String] {
        var notes: [String] = []
        if timeoutMicroseconds > 0 { notes.append("timeout \(timeoutMicroseconds / 1000) ms") }
        if attempt > 1 { notes.append("attempt \(attempt)") }
        if let trace { notes.append("trace \(trace.traceID)") }
        // Values may be tokens.
        if !metadata.isEmpty { notes.append("metadata \(metadata.entries.map(\.key).joined(separator: ", "))") }
        return notes
    }
}

extension StatusHead {
    fileprivate var note: String {
        let name = StatusCode(rawValue: Int32(truncatingIfNeeded: code))?.name ?? "code \(code)"
        return message.isEmpty ? name : "\(name): \(message)"
    }
}
