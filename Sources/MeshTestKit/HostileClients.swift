public import NIOCore
public import NIOPosix

/// What broken and hostile clients do to a server that listens on the loopback address. Each kind returns when its harm
/// is done and its connections are closed; the server must then serve as if nothing had been.
public struct HostileClients: Sendable {
    private let port: Int
    private let group: any EventLoopGroup

    public init(port: Int, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton) {
        self.port = port
        self.group = group
    }

    /// A connection on which the caller is the client. Unless `reads`, it takes nothing from the socket.
    public func connect(reads: Bool = true) async throws -> RawConnection {
        let eventLoop = group.next()
        let recorder = try await eventLoop.submit {
            NIOLoopBound(Recorder(eventLoop: eventLoop), eventLoop: eventLoop)
        }.get()
        let channel = try await ClientBootstrap(group: eventLoop)
            .channelOption(.autoRead, value: reads)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(recorder.value)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawConnection(channel: channel, recorder: recorder)
    }

    /// Sends the beginning of a conversation, each time to another offset, and resets the connection there.
    public func resetInside(
        _ conversation: [UInt8],
        times: Int,
        using generator: inout some RandomNumberGenerator
    ) async throws {
        for _ in 0..<times {
            let connection = try await connect()
            let end = Int.random(in: 0...conversation.count, using: &generator)
            // The server may have closed it already.
            try? await connection.send(Array(conversation[..<end]))
            await connection.reset()
        }
    }

    /// Sends bytes and waits for the server to close the connection. Returns what it said before.
    @discardableResult
    public func sendUntilClosed(_ bytes: [UInt8]) async throws -> [UInt8] {
        let connection = try await connect()
        // The write may lose against the close that its first bytes bring about.
        try? await connection.send(bytes)
        return try await connection.receivedUntilClose()
    }

    /// Opens connections that each send the same bytes and then nothing more, runs a body while they are there, and
    /// waits until the server has closed them all.
    public func hold(_ bytes: [UInt8], connections: Int, while body: () async throws -> Void) async throws {
        var held: [RawConnection] = []
        for _ in 0..<connections {
            let connection = try await connect()
            try await connection.send(bytes)
            held.append(connection)
        }
        try await body()
        for connection in held { _ = try await connection.receivedUntilClose() }
    }

    /// Bytes of six kinds that are no conversation, each of which closes its connection.
    public static func garbage(using generator: inout some RandomNumberGenerator) -> [(name: String, bytes: [UInt8])] {
        let noise = (0..<4096).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return [
            ("noise", [0xFF] + noise),
            ("zeros", Array(repeating: 0, count: 4096)),
            ("HTTP/1.1", Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)),
            ("HTTP/2", Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)),
            ("TLS", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03] + noise),
            ("noise after a HELLO", Self.hello + [0xFF] + noise),
        ]
    }

    /// The shortest HELLO.
    public static let hello: [UInt8] = [0, 0, 0, 10, 0, 0, 0, 2, 0x4D, 0x53, 0x48, 0x31, 8, 1]
}
