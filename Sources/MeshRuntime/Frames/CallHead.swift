import NIOCore

/// The head of a CALL: `mesh.v1.Call`.
struct CallHead: Hashable, Sendable {
    var method = ""
    /// The time left when the frame was written; zero for none.
    var timeoutMicroseconds: UInt64 = 0
    var attempt: UInt32 = 0
    /// Nil when the caller sent none, or one that cannot be read, which starts a new trace as W3C wants it.
    var trace: TraceContext?
    var metadata = Metadata()

    init(method: String, timeoutMicroseconds: UInt64, attempt: UInt32, trace: TraceContext?, metadata: Metadata) {
        self.method = method
        self.timeoutMicroseconds = timeoutMicroseconds
        self.attempt = attempt
        self.trace = trace
        self.metadata = metadata
    }

    init(decoding head: ByteBuffer) throws(MalformedFrame) {
        try head.readFields { (number, value) throws(MalformedFrame) in
            switch number {
            case 1: method = try value.string()
            case 2: timeoutMicroseconds = try value.uint64()
            case 3: attempt = try value.uint32()
            case 4: trace = TraceContext(traceparent: try value.rawBytes())
            case 5: metadata.append(try Metadata.Entry(decoding: value))
            default: break
            }
        }
    }

    func encode(into buffer: inout ByteBuffer) {
        buffer.writeField(1, method)
        buffer.writeField(2, timeoutMicroseconds)
        buffer.writeField(3, UInt64(attempt))
        guard let trace else { return metadata.encode(as: 5, into: &buffer) }
        buffer.writeBytesFieldStart(4, byteCount: TraceContext.traceparentByteCount)
        buffer.writeTraceparent(trace)
        metadata.encode(as: 5, into: &buffer)
    }

    /// When a call that arrives now expires. A timeout that is longer than the clock can say is none.
    func deadline(now: NIODeadline) -> Deadline? {
        guard timeoutMicroseconds > 0, timeoutMicroseconds < UInt64(Int64.max) / 1000 else { return nil }
        return Deadline(now + .microseconds(Int64(timeoutMicroseconds)))
    }

    /// The method alone, for a decoder that has to know its limit; nil when the head cannot be read.
    static func method(in head: ByteBuffer) -> String? {
        try? CallHead(decoding: head).method
    }
}

extension Metadata {
    /// Throws INVALID_ARGUMENT for a key that the peer would not take.
    func checkKeys() throws(CallError) {
        for entry in entries where !Entry.isValid(key: entry.key) {
            throw CallError(
                .invalidArgument,
                "metadata key \"\(entry.key)\" must be 1 to 128 lower-case letters, digits, \"-\", \"_\" and \".\""
            )
        }
    }

    /// Without the entries that no peer would take.
    var sendable: Metadata { Metadata(entries.filter { Entry.isValid(key: $0.key) }) }

    mutating func append(_ entry: Entry) {
        append(entry.value, forKey: entry.key)
    }

    func encode(as number: UInt8, into buffer: inout ByteBuffer) {
        for entry in entries {
            buffer.writeMessageField(number) { nested in
                nested.writeField(1, entry.key)
                nested.writeField(2, entry.value)
            }
        }
    }
}

extension Metadata.Entry {
    private static let keyBytesMax = 128

    /// A key of another alphabet is refused rather than repaired: it would not survive the next hop.
    static func isValid(key: String) -> Bool {
        (1...keyBytesMax).contains(key.utf8.count)
            && key.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || [45, 46, 95].contains($0) }
    }

    init(decoding field: WireReader.Value) throws(MalformedFrame) {
        self.init(key: "", value: [])
        var reader = WireReader(try field.rawBytes())
        while let (number, value) = try reader.next() {
            switch number {
            case 1: key = try value.string()
            case 2: self.value = try value.array()
            default: break
            }
        }
        guard Self.isValid(key: key) else { throw .undecodableHead }
    }
}
