import NIOCore

/// The head of a HELLO: `mesh.v1.Hello`.
struct HelloHead: Hashable, Sendable {
    static let currentVersion: UInt32 = 1

    var version = Self.currentVersion
    /// Zero stands for the floor in these three.
    var frameBytesMax: UInt32 = 0
    var callsMax: UInt32 = 0
    var windowBytes: UInt32 = 0
    var peer = ""
    var token = ""

    static let peerBytesMax = 128
    private static let tokenBytesMax = 8 * 1024

    init(frameBytesMax: Int, callsMax: Int, windowBytes: Int, peer: String = "", token: String = "") {
        self.frameBytesMax = UInt32(clamping: frameBytesMax)
        self.callsMax = UInt32(clamping: callsMax)
        self.windowBytes = UInt32(clamping: windowBytes)
        self.peer = peer
        self.token = token
    }

    init(decoding head: ByteBuffer) throws(MalformedFrame) {
        version = 0
        try head.readFields { (number, value) throws(MalformedFrame) in
            switch number {
            case 1: version = try value.uint32()
            case 2: frameBytesMax = try value.uint32()
            case 3: callsMax = try value.uint32()
            case 4: windowBytes = try value.uint32()
            case 5: peer = try value.string()
            case 6: token = try value.string()
            default: break
            }
        }
        guard version == Self.currentVersion else { throw .unsupportedVersion }
        guard peer.utf8.count <= Self.peerBytesMax else { throw .undecodableHead }
    }

    /// The longest frame that may be sent to this peer, as its length field counts.
    var acceptedFrameLengthMax: Int {
        min(max(Int(frameBytesMax), FrameLimits.frameLengthFloor), FrameLimits.frameLengthCeiling)
    }

    /// The credit with which a call's messages to this peer begin.
    var acceptedWindowByteCount: Int { min(max(Int(windowBytes), FlowControlFloor.windowBytes), Int(Int32.max)) }

    /// The names and tokens are configuration: one that no peer would take is a mistake of ours.
    func encode(into buffer: inout ByteBuffer) {
        precondition(peer.utf8.count <= Self.peerBytesMax, "a peer name must have at most 128 bytes (is \"\(peer)\")")
        precondition(
            token.utf8.count <= Self.tokenBytesMax,
            "a token must have at most 8 KiB (has \(token.utf8.count))"
        )
        buffer.writeField(1, UInt64(version))
        buffer.writeField(2, UInt64(frameBytesMax))
        buffer.writeField(3, UInt64(callsMax))
        buffer.writeField(4, UInt64(windowBytes))
        buffer.writeField(5, peer)
        buffer.writeField(6, token)
    }
}

extension ByteBuffer {
    /// Runs a body for each field of the head that this buffer holds.
    func readFields(
        _ body: (UInt64, WireReader.Value) throws(MalformedFrame) -> Void
    ) throws(MalformedFrame) {
        // A closure that takes raw memory rethrows any error, so the typed one is carried out in a result.
        let result = withUnsafeReadableBytes { bytes in
            Result { () throws(MalformedFrame) in
                var reader = WireReader(bytes)
                while let (number, value) = try reader.next() { try body(number, value) }
            }
        }
        try result.get()
    }
}
