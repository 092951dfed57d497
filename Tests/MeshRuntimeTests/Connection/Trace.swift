import NIOCore

@testable import MeshRuntime

/// One end of a connection as a value, fed with bytes: decoder and state together, and in words what they say to do.
struct TraceEnd {
    enum Role: Sendable, CaseIterable {
        case server
        case client
    }

    /// What it has said so far, a line for each frame or broken rule.
    private(set) var actions: [String] = []
    private(set) var isClosed = false
    /// The most bytes that were kept for frames not whole yet.
    private(set) var bufferedMax = 0
    /// The most calls that were open, and the most bytes of one call's messages beyond what was granted.
    private(set) var openCallsMax = 0
    private(set) var overdraftMax = 0

    private var decoder: FrameDecoder
    private var buffer = ByteBuffer()
    private var server: ServerConnectionState<UInt32>
    private var client: ClientConnectionState<UInt32>
    private let role: Role
    private var receivedBytes: [UInt32: Int] = [:]

    static let limits = FrameLimits(messageBytesMax: 1000, methodMessageBytesMax: ["test.Echo/Echo": 500])
    static let windowBytes = 2000
    static let callsMax = 4
    static let now = NIODeadline.uptimeNanoseconds(1)

    /// Words for ten million traces would take longer than the traces.
    private let keepsActions: Bool

    init(_ role: Role, keepsActions: Bool = true) {
        self.role = role
        self.keepsActions = keepsActions
        decoder = FrameDecoder(limits: Self.limits)
        var serverLimits = ServerConnectionState<UInt32>.Limits()
        serverLimits.callsMax = Self.callsMax
        serverLimits.windowBytes = Self.windowBytes
        server = ServerConnectionState(limits: serverLimits, now: Self.now)
        var clientLimits = ClientConnectionState<UInt32>.Limits()
        clientLimits.windowBytes = Self.windowBytes
        client = ClientConnectionState(limits: clientLimits, now: Self.now)
        // The client has opened one call of each kind before it hears anything.
        for kind in [MethodKind.unary, .serverStreaming, .clientStreaming, .bidirectionalStreaming]
        where role == .client {
            client.open(client.nextCallID, kind: kind)
        }
    }

    mutating func receive(_ bytes: some Collection<UInt8>) {
        guard !isClosed else { return }
        buffer.discardReadBytes()
        buffer.writeBytes(bytes)
        do throws(MalformedFrame) {
            while let event = try decoder.decodeFrame(from: &buffer) {
                switch role {
                case .server: perform(try server.receive(event, now: Self.now))
                case .client: perform(try client.receive(event, now: Self.now))
                }
            }
        } catch {
            note("close: \(error.rawValue)")
            isClosed = true
        }
        bufferedMax = max(bufferedMax, buffer.readableBytes)
        openCallsMax = max(openCallsMax, server.openCallCount)
    }

    private mutating func perform(_ action: ServerConnectionState<UInt32>.Action) {
        switch action {
        case .open(let callID, let head, let message, let isEnded):
            server.begin(callID, callID, isReceiving: !isEnded)
            note("open \(callID) \(head.method) \(message?.readableBytes ?? -1) \(isEnded)")
        case .message(let callID, let message, let frameByteCount, let isEnd):
            // An end alone is free, and may come without credit.
            if message != nil { noteMessage(callID, frameByteCount) }
            note("message \(callID) \(message?.readableBytes ?? -1) \(isEnd)")
        case .endOversized(let callID, _):
            _ = server.abandon(callID)
            note("end \(callID)")
        case .answerPing(let opaque):
            note("ping \(Array(opaque.readableBytesView))")
        case .established, .refuse, .failOversized, .cancel, .resumeWriting, .drainAcknowledged, .ignore:
            note("\(action)")
        }
    }

    private mutating func perform(_ action: ClientConnectionState<UInt32>.Action) {
        switch action {
        case .message(let callID, let message, let frameByteCount):
            noteMessage(callID, frameByteCount)
            note("message \(callID) \(message.readableBytes)")
        case .complete(let callID, let status, let message, let isRefused):
            note("complete \(callID) \(status.code) \(message?.readableBytes ?? -1) \(isRefused)")
        case .answerPing(let opaque):
            note("ping \(Array(opaque.readableBytesView))")
        case .established, .failOversized, .resumeWriting, .drain, .ignore:
            note("\(action)")
        }
    }

    private mutating func note(_ action: @autoclosure () -> String) {
        if keepsActions { actions.append(action()) }
    }

    /// Nobody reads here, so nothing is ever granted: all that is taken was sent on the first credit.
    private mutating func noteMessage(_ callID: UInt32, _ frameByteCount: Int) {
        overdraftMax = max(overdraftMax, receivedBytes[callID, default: 0] - Self.windowBytes)
        receivedBytes[callID, default: 0] += frameByteCount
    }
}

/// Conversations as each end hears them when the other keeps the rules.
enum ValidTraces {
    static let all: [(role: TraceEnd.Role, bytes: [UInt8])] =
        toServer.map { (.server, TestFrames.hello + $0) } + toClient.map { (.client, helloOfServer + $0) }

    private static let helloOfServer = TestFrames.written {
        $0.writeHello(HelloHead(frameBytesMax: 0, callsMax: 4, windowBytes: 70_000, peer: "server"))
    }

    private static let toServer: [[UInt8]] = [
        [],
        TestFrames.call(1) + TestFrames.call(2, payload: [10, 1, 97]) + TestFrames.call(9),
        TestFrames.call(1, fullHead) + TestFrames.raw(.cancel, callID: 1) + TestFrames.call(2, fullHead),
        TestFrames.openCall(1, upload) + data(1, 300) + data(1, 0) + data(1, 200, [.message, .end]),
        TestFrames.openCall(1, upload) + data(1, 900) + data(1, 900) + TestFrames.raw(.data, .end, callID: 1),
        TestFrames.call(3, TestFrames.callHead("test.Echo/Stream")) + credit(3, 5000) + credit(3, 1),
        TestFrames.openCall(1, upload) + TestFrames.openCall(2, upload) + data(2, 5) + data(1, 6)
            + TestFrames.raw(.cancel, callID: 2) + data(2, 7) + TestFrames.raw(.data, .end, callID: 1),
        TestFrames.call(1, payload: Array(repeating: 1, count: 700)) + TestFrames.call(2),
        TestFrames.openCall(1, upload) + data(1, 1500) + data(1, 1),
        (1...6).flatMap { TestFrames.call($0) },
        TestFrames.raw(.ping, callID: 0, payload: [1, 2, 3, 4, 5, 6, 7, 8]) + TestFrames.call(1)
            + TestFrames.raw(.ping, .acknowledgement, callID: 0, payload: [8, 7, 6, 5, 4, 3, 2, 1]),
        TestFrames.raw(type: 0x80, callID: 5, head: [1, 2], payload: [3]) + TestFrames.call(1)
            + TestFrames.raw(type: 0xFE, callID: 0),
    ]

    private static let toClient: [[UInt8]] = [
        TestFrames.raw(.reply, [.end, .message], callID: 1, payload: [10, 1, 97]),
        TestFrames.written { $0.writeReply(callID: 1, status: StatusHead(CallError(.notFound, "没有"))) }
            + TestFrames.written { $0.writeReply(callID: 2, status: nil) },
        data(2, 300) + data(4, 10) + data(2, 0) + data(2, 1500) + data(4, 900)
            + TestFrames.written { $0.writeReply(callID: 2, status: nil) },
        credit(3, 100) + credit(4, 200) + data(4, 3) + credit(1, 1)
            + TestFrames.raw(.reply, [.end, .message], callID: 3, payload: Array(repeating: 2, count: 1001)),
        TestFrames.written {
            $0.writeReply(callID: 4, status: StatusHead(CallError(.unavailable, "no")), flags: .refused)
        }
            + data(4, 5),
        TestFrames.raw(.drain, callID: 0, head: [8, 14]) + data(2, 1)
            + TestFrames.raw(.ping, callID: 0, payload: [1, 2, 3, 4, 5, 6, 7, 8])
            + TestFrames.raw(.reply, [.end], callID: 2) + TestFrames.raw(type: 0x99, callID: 1, payload: [0]),
    ]

    private static let upload = TestFrames.callHead("test.Echo/Upload")

    private static let fullHead = CallHead(
        method: "test.Echo/Echo",
        timeoutMicroseconds: 1_000_000,
        attempt: 2,
        trace: TraceContext(traceIDHigh: 1, traceIDLow: 2, spanID: 3, flags: 1),
        metadata: ["tenant": "shop-1", "x": ""]
    )

    private static func data(_ callID: UInt32, _ byteCount: Int, _ flags: FrameFlags = .message) -> [UInt8] {
        TestFrames.raw(.data, flags, callID: callID, payload: Array(repeating: 7, count: byteCount))
    }

    private static func credit(_ callID: UInt32, _ byteCount: UInt32) -> [UInt8] {
        TestFrames.written { $0.writeCredit(callID: callID, byteCount: byteCount) }
    }
}
