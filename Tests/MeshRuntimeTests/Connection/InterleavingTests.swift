import NIOCore
import Testing

@testable import MeshRuntime

/// Two ends that keep the rules never see each other break one, whatever the order of events: both states are driven
/// by random events, their frames cut at random, against a small model of what must come out.
@Suite struct InterleavingTests {
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func everyCallEndsOnceAndNobodyBreaksARule(seed: UInt64) throws {
        var world = World(seed: seed)
        do {
            for _ in 0..<500 { try world.step() }
            try world.settle()
        } catch {
            Issue.record("seed \(seed): \(error)")
        }
        #expect(world.problems.isEmpty, "seed \(seed)")
        #expect(world.client.openCallCount == 0, "seed \(seed)")
        #expect(world.server.openCallCount == 0, "seed \(seed)")
        #expect(world.endings.count == world.opened, "seed \(seed)")
    }
}

private struct World {
    static let now = NIODeadline.uptimeNanoseconds(1)
    static let callsMax = 8
    static let windowBytes = 64 * 1024

    var generator: SeededGenerator
    var client: ClientConnectionState<UInt32>
    var server: ServerConnectionState<UInt32>
    var clientReader = FrameReader(limits: FrameLimits())
    var serverReader = FrameReader(limits: FrameLimits())
    /// Bytes on their way.
    var toServer = ByteBuffer()
    var toClient = ByteBuffer()

    // The model.
    var opened = 0
    var streaming: Set<UInt32> = []
    /// How each call ended for its caller.
    var endings: [UInt32: String] = [:]
    /// Handlers that run, with the number of messages they have sent.
    var handlers: [UInt32: UInt32] = [:]
    /// Messages that the callers have got, and the sizes of those not yet read.
    var receivedCount: [UInt32: UInt32] = [:]
    var unread: [UInt32: [Int]] = [:]
    var problems: [String] = []

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        var clientLimits = ClientConnectionState<UInt32>.Limits()
        clientLimits.windowBytes = Self.windowBytes
        var serverLimits = ServerConnectionState<UInt32>.Limits()
        serverLimits.callsMax = Self.callsMax
        client = ClientConnectionState(limits: clientLimits, now: Self.now)
        server = ServerConnectionState(limits: serverLimits, now: Self.now)
        toServer.writeHello(HelloHead(frameBytesMax: 0, callsMax: 0, windowBytes: Self.windowBytes))
        toClient.writeHello(HelloHead(frameBytesMax: 0, callsMax: Self.callsMax, windowBytes: 0))
    }

    mutating func step() throws {
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<20: openCall()
        case 20..<25: cancelCall()
        case 25..<40: read()
        case 40..<50: finishHandler()
        case 50..<65: sendMessage()
        case 65..<68: expireCall()
        case 68..<84: try deliverToServer(upTo: 300)
        case 84..<99: try deliverToClient(upTo: 40_000)
        default: if Int.random(in: 0..<5, using: &generator) == 0, server.drain() { toClient.writeDrain(StatusHead()) }
        }
        if server.openCallCount > Self.callsMax { problems.append("\(server.openCallCount) calls at the server") }
    }

    /// Opens nothing more, lets all handlers return and delivers everything.
    mutating func settle() throws {
        while client.openCallCount > 0 || !handlers.isEmpty || toServer.readableBytes + toClient.readableBytes > 0 {
            read()
            sendMessage()
            finishHandler()
            try deliverToServer(upTo: .max)
            try deliverToClient(upTo: .max)
        }
    }

    // MARK: The client

    private mutating func openCall() {
        guard client.mayOpen else { return }
        let callID = client.nextCallID
        let isStreaming = Bool.random(using: &generator)
        client.open(callID, isStreaming: isStreaming)
        if isStreaming { streaming.insert(callID) }
        opened += 1
        toServer.writeBytes(TestFrames.call(callID))
    }

    private mutating func cancelCall() {
        let candidates = (1...UInt32(max(1, opened))).filter { endings[$0] == nil }
        guard let callID = candidates.randomElement(using: &generator), client.cancel(callID) != nil else { return }
        toServer.writeCancel(callID: callID)
        end(callID, "cancelled")
    }

    private mutating func read() {
        for callID in unread.keys.sorted() {
            guard let byteCount = unread[callID]?.first else { continue }
            unread[callID]?.removeFirst()
            if let credit = client.consume(callID, frameByteCount: byteCount) {
                toServer.writeCredit(callID: callID, byteCount: credit)
            }
        }
    }

    private mutating func deliverToClient(upTo byteCount: Int) throws {
        let count = min(
            toClient.readableBytes,
            byteCount == .max ? .max : Int.random(in: 1...byteCount, using: &generator)
        )
        guard let bytes = toClient.readSlice(length: count) else { return }
        clientReader.append(bytes)
        while let event = try clientReader.next() {
            switch try client.receive(event, now: Self.now) {
            case .complete(let callID, let status, _, let isRefused):
                end(callID, isRefused ? "refused" : "status \(status.code)")
            case .message(let callID, var payload, let frameByteCount):
                let number: UInt32? = payload.readInteger()
                if number != receivedCount[callID, default: 0] {
                    problems.append("call \(callID): message out of order")
                }
                receivedCount[callID, default: 0] += 1
                unread[callID, default: []].append(frameByteCount)
            case .drain: toServer.writeDrainAcknowledgement()
            case .established, .ignore: break
            case .failOversized, .answerPing: problems.append("nobody sent this")
            }
        }
    }

    private mutating func end(_ callID: UInt32, _ how: String) {
        if let before = endings[callID] { problems.append("call \(callID) ended twice: \(before), \(how)") }
        endings[callID] = how
        unread[callID] = nil
    }

    // MARK: The server

    private mutating func deliverToServer(upTo byteCount: Int) throws {
        let count = min(
            toServer.readableBytes,
            byteCount == .max ? .max : Int.random(in: 1...byteCount, using: &generator)
        )
        guard let bytes = toServer.readSlice(length: count) else { return }
        serverReader.append(bytes)
        while let event = try serverReader.next() {
            switch try server.receive(event, now: Self.now) {
            case .open(let callID, _, _, _):
                server.begin(callID, callID)
                handlers[callID] = 0
            case .refuse(let callID, let error):
                toClient.writeReply(callID: callID, status: StatusHead(error), flags: .refused)
            case .established, .cancel, .resumeWriting, .drainAcknowledged, .ignore: break
            case .failOversized, .answerPing: problems.append("nobody sent this")
            }
        }
    }

    private mutating func finishHandler() {
        guard let callID = handlers.keys.sorted().randomElement(using: &generator) else { return }
        handlers[callID] = nil
        if server.handlerReturned(callID) { toClient.writeReply(callID: callID, status: nil) }
    }

    private mutating func sendMessage() {
        for callID in handlers.keys.sorted() where streaming.contains(callID) && server.mayWrite(callID) == .now {
            var payload = ByteBuffer(integer: handlers[callID, default: 0])
            payload.writeRepeatingByte(0, count: Int.random(in: 0..<20_000, using: &generator))
            let frame = TestFrames.raw(.data, [.message], callID: callID, payload: Array(payload.readableBytesView))
            server.wrote(callID, frameByteCount: frame.count)
            toClient.writeBytes(frame)
            handlers[callID, default: 0] += 1
        }
    }

    private mutating func expireCall() {
        guard let callID = handlers.keys.sorted().randomElement(using: &generator), server.abandon(callID) != nil else {
            return
        }
        toClient.writeReply(callID: callID, status: StatusHead(CallError(.deadlineExceeded, "late")))
    }
}
