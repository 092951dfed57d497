import NIOCore
import SeededRandom
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
    static let kinds: [MethodKind] = [.unary, .serverStreaming, .clientStreaming, .bidirectionalStreaming]

    var generator: SplitMix64
    var client: ClientConnectionState<UInt32>
    var server: ServerConnectionState<UInt32>
    var clientReader = FrameReader(limits: FrameLimits())
    var serverReader = FrameReader(limits: FrameLimits())
    /// Bytes on their way.
    var toServer = ByteBuffer()
    var toClient = ByteBuffer()
    var isClosed = false

    // The model.
    var opened = 0
    var kinds: [UInt32: MethodKind] = [:]
    /// How each call ended for its caller.
    var endings: [UInt32: String] = [:]
    /// Handlers that run, and those whose requests have all arrived.
    var handlers: Set<UInt32> = []
    var complete: Set<UInt32> = []
    var requests = Stream()
    var responses = Stream()
    var problems: [String] = []

    /// The messages of all calls in one direction.
    struct Stream {
        var sent: [UInt32: UInt32] = [:]
        var received: [UInt32: UInt32] = [:]
        /// Costs of the frames that have arrived and are not read yet.
        var unread: [UInt32: [Int]] = [:]

        var isRead: Bool { unread.values.allSatisfy(\.isEmpty) }

        /// A DATA frame with the call's next number.
        mutating func next(_ callID: UInt32, using generator: inout SplitMix64) -> [UInt8] {
            var payload = ByteBuffer(integer: sent[callID, default: 0])
            payload.writeRepeatingByte(0, count: Int.random(in: 0..<20_000, using: &generator))
            sent[callID, default: 0] += 1
            return TestFrames.raw(.data, .message, callID: callID, payload: Array(payload.readableBytesView))
        }

        /// True if this is the message that must come now.
        mutating func receive(_ callID: UInt32, _ message: ByteBuffer, frameByteCount: Int) -> Bool {
            defer { received[callID, default: 0] += 1 }
            unread[callID, default: []].append(frameByteCount)
            return message.getInteger(at: message.readerIndex) == received[callID, default: 0]
        }

        /// The cost of one message of each call that has one to read.
        mutating func read() -> [(UInt32, Int)] {
            unread.keys.sorted().compactMap { callID in
                guard let byteCount = unread[callID]?.first else { return nil }
                unread[callID]?.removeFirst()
                return (callID, byteCount)
            }
        }
    }

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
        var clientLimits = ClientConnectionState<UInt32>.Limits()
        clientLimits.windowBytes = Self.windowBytes
        var serverLimits = ServerConnectionState<UInt32>.Limits()
        serverLimits.callsMax = Self.callsMax
        serverLimits.windowBytes = 2 * Self.windowBytes
        client = ClientConnectionState(limits: clientLimits, now: Self.now)
        server = ServerConnectionState(limits: serverLimits, now: Self.now)
        toServer.writeHello(HelloHead(frameBytesMax: 0, callsMax: 0, windowBytes: Self.windowBytes))
        toClient.writeHello(
            HelloHead(frameBytesMax: 0, callsMax: Self.callsMax, windowBytes: serverLimits.windowBytes)
        )
    }

    mutating func step() throws {
        guard !isClosed else { return }
        switch Int.random(in: 0..<200, using: &generator) {
        case 0..<40: openCall()
        case 40..<48: cancelCall()
        case 48..<70: readResponses()
        case 70..<90: readRequests()
        case 90..<100: sendRequests()
        case 100..<108: finishRequests()
        case 108..<120: finishHandler()
        case 120..<135: sendResponses()
        case 135..<141: expireCall()
        case 141..<169: try deliverToServer(upTo: 40_000)
        case 169..<198: try deliverToClient(upTo: 40_000)
        case 198: if server.drain() { toClient.writeDrain(StatusHead()) }
        default: if Int.random(in: 0..<10, using: &generator) == 0 { close() }
        }
        if server.openCallCount > Self.callsMax { problems.append("\(server.openCallCount) calls at the server") }
    }

    /// Opens and sends nothing more, reads and delivers all there is, looks at the credit, and ends all calls.
    mutating func settle() throws {
        repeat {
            readResponses()
            readRequests()
            try deliverToServer(upTo: .max)
            try deliverToClient(upTo: .max)
        } while toServer.readableBytes + toClient.readableBytes > 0 || !requests.isRead || !responses.isRead
        for callID in kinds.keys.sorted()
        where client.mayWrite(callID) == .whenCreditArrives || server.mayWrite(callID) == .whenCreditArrives {
            problems.append("call \(callID): all is read, and there is no credit for another message")
        }
        while client.openCallCount > 0 || !handlers.isEmpty {
            finishHandler()
            try deliverToServer(upTo: .max)
            try deliverToClient(upTo: .max)
        }
    }

    /// The connection breaks with all that is on its way.
    private mutating func close() {
        isClosed = true
        toServer.clear()
        toClient.clear()
        for callID in client.close() { end(callID, "closed") }
        _ = server.close()
        for callID in handlers.sorted() where server.handlerReturned(callID) {
            problems.append("call \(callID): an answer is awaited on a closed connection")
        }
        handlers = []
    }
}

// MARK: The client

extension World {
    private mutating func openCall() {
        guard client.mayOpen, let kind = Self.kinds.randomElement(using: &generator) else { return }
        let callID = client.nextCallID
        client.open(callID, kind: kind)
        kinds[callID] = kind
        opened += 1
        toServer.writeBytes(
            kind.streamsRequests ? TestFrames.openCall(callID, TestFrames.callHead()) : TestFrames.call(callID)
        )
    }

    private mutating func cancelCall() {
        let candidates = (1...UInt32(max(1, opened))).filter { endings[$0] == nil }
        guard let callID = candidates.randomElement(using: &generator), client.cancel(callID) != nil else { return }
        toServer.writeCancel(callID: callID)
        end(callID, "cancelled")
    }

    private mutating func readResponses() {
        for (callID, byteCount) in responses.read() {
            if let credit = client.consume(callID, frameByteCount: byteCount) {
                toServer.writeCredit(callID: callID, byteCount: credit)
            }
        }
    }

    private mutating func sendRequests() {
        for callID in kinds.keys.sorted() where client.mayWrite(callID) == .now {
            let frame = requests.next(callID, using: &generator)
            client.wrote(callID, frameByteCount: frame.count)
            toServer.writeBytes(frame)
        }
    }

    private mutating func finishRequests() {
        guard let callID = kinds.keys.sorted().randomElement(using: &generator), client.finishRequests(callID) else {
            return
        }
        toServer.writeRequestsEnd(callID: callID)
    }

    private mutating func deliverToClient(upTo byteCount: Int) throws {
        guard let bytes = take(upTo: byteCount, from: \.toClient) else { return }
        clientReader.append(bytes)
        while let event = try clientReader.next() {
            switch try client.receive(event, now: Self.now) {
            case .complete(let callID, let status, _, let isRefused):
                end(callID, isRefused ? "refused" : "status \(status.code)")
            case .message(let callID, let message, let frameByteCount):
                if !responses.receive(callID, message, frameByteCount: frameByteCount) {
                    problems.append("call \(callID): response out of order")
                }
            case .drain: toServer.writeDrainAcknowledgement()
            case .established, .resumeWriting, .ignore: break
            case .failOversized, .answerPing: problems.append("nobody sent this")
            }
        }
    }

    private mutating func take(upTo byteCount: Int, from bytes: WritableKeyPath<World, ByteBuffer>) -> ByteBuffer? {
        let count = byteCount == .max ? byteCount : Int.random(in: 1...byteCount, using: &generator)
        return self[keyPath: bytes].readSlice(length: min(self[keyPath: bytes].readableBytes, count))
    }

    private mutating func end(_ callID: UInt32, _ how: String) {
        if let before = endings[callID] { problems.append("call \(callID) ended twice: \(before), \(how)") }
        endings[callID] = how
        responses.unread[callID] = nil
    }
}

// MARK: The server

extension World {
    private mutating func deliverToServer(upTo byteCount: Int) throws {
        guard let bytes = take(upTo: byteCount, from: \.toServer) else { return }
        serverReader.append(bytes)
        while let event = try serverReader.next() {
            switch try server.receive(event, now: Self.now) {
            case .open(let callID, _, _, let isEnded):
                server.begin(callID, callID, isReceiving: !isEnded)
                handlers.insert(callID)
                if isEnded { complete.insert(callID) }
            case .refuse(let callID, let error):
                toClient.writeReply(callID: callID, status: StatusHead(error), flags: .refused)
            case .message(let callID, let message, let frameByteCount, let isEnd):
                if let message, !requests.receive(callID, message, frameByteCount: frameByteCount) {
                    problems.append("call \(callID): request out of order")
                }
                if isEnd, !complete.insert(callID).inserted { problems.append("call \(callID): a second end") }
            case .established, .cancel, .resumeWriting, .drainAcknowledged, .ignore: break
            case .failOversized, .endOversized, .answerPing: problems.append("nobody sent this")
            }
        }
    }

    private mutating func readRequests() {
        for (callID, byteCount) in requests.read() {
            if let credit = server.consume(callID, frameByteCount: byteCount) {
                toClient.writeCredit(callID: callID, byteCount: credit)
            }
        }
    }

    private mutating func finishHandler() {
        guard let callID = handlers.sorted().randomElement(using: &generator) else { return }
        handlers.remove(callID)
        requests.unread[callID] = nil
        if server.handlerReturned(callID) { toClient.writeReply(callID: callID, status: nil) }
    }

    private mutating func sendResponses() {
        for callID in handlers.sorted() where kinds[callID]?.streamsResponses == true && server.mayWrite(callID) == .now
        {
            let frame = responses.next(callID, using: &generator)
            server.wrote(callID, frameByteCount: frame.count)
            toClient.writeBytes(frame)
        }
    }

    private mutating func expireCall() {
        guard let callID = handlers.sorted().randomElement(using: &generator), server.abandon(callID) != nil else {
            return
        }
        toClient.writeReply(callID: callID, status: StatusHead(CallError(.deadlineExceeded, "late")))
    }
}
