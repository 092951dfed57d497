import NIOCore

/// The head of a REPLY that is not a plain OK, and the reason of a DRAIN: `mesh.v1.Status`.
struct StatusHead: Hashable, Sendable {
    var code: UInt32 = 0
    var message = ""
    var details: [StatusDetail] = []
    var pushbackMilliseconds: UInt32 = 0
    var metadata = Metadata()

    init() {}

    /// OK, with metadata.
    init(trailers: Metadata) {
        metadata = trailers.sendable
        if encodedByteCount > FrameLimits.headBytesMax { metadata = Metadata() }
    }

    init(decoding head: ByteBuffer) throws(MalformedFrame) {
        try head.readFields { (number, value) throws(MalformedFrame) in
            switch number {
            case 1: code = try value.uint32()
            case 2: message = try value.string()
            case 3: details.append(try StatusDetail(decoding: value))
            case 4: pushbackMilliseconds = try value.uint32()
            case 5: metadata.append(try Metadata.Entry(decoding: value))
            default: break
            }
        }
    }

    func encode(into buffer: inout ByteBuffer) {
        buffer.writeField(1, UInt64(code))
        buffer.writeField(2, message)
        for detail in details {
            buffer.writeMessageField(3) { nested in
                nested.writeField(1, detail.type)
                nested.writeField(2, detail.value)
            }
        }
        buffer.writeField(4, UInt64(pushbackMilliseconds))
        metadata.encode(as: 5, into: &buffer)
    }
}

extension StatusHead {
    /// A status must fit a frame's head: what is optional goes first when it does not, then the end of the message.
    init(_ error: CallError) {
        code = UInt32(error.code.rawValue)
        message = error.message
        details = error.details
        metadata = error.metadata.sendable
        if let pushback = error.pushback {
            let (seconds, attoseconds) = pushback.components
            let milliseconds = UInt32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
            pushbackMilliseconds = pushback < .zero ? Self.neverAgain : milliseconds
        }
        if encodedByteCount > FrameLimits.headBytesMax {
            details = []
            metadata = Metadata()
        }
        if message.utf8.count > Self.messageBytesMax {
            message = String(decoding: message.utf8.prefix(Self.messageBytesMax), as: UTF8.self)
        }
    }

    /// What the status means to a caller. A code outside of gRPC's is one that this version does not know.
    var callError: CallError? {
        let code = StatusCode(rawValue: Int32(clamping: code)) ?? .unknown
        guard code != .ok else { return nil }
        let pushback: Duration? =
            switch pushbackMilliseconds {
            case 0: nil
            case Self.neverAgain: CallError.never
            default: .milliseconds(Int64(pushbackMilliseconds))
            }
        return CallError(code, message, details: details, pushback: pushback, metadata: metadata)
    }

    private static let messageBytesMax = 8 * 1024
    private static let neverAgain = UInt32.max

    private var encodedByteCount: Int {
        var buffer = ByteBuffer()
        encode(into: &buffer)
        return buffer.readableBytes
    }
}

extension StatusDetail {
    init(decoding field: WireReader.Value) throws(MalformedFrame) {
        self.init(type: "", value: [])
        var reader = WireReader(try field.rawBytes())
        while let (number, value) = try reader.next() {
            switch number {
            case 1: type = try value.string()
            case 2: self.value = try value.array()
            default: break
            }
        }
    }
}
