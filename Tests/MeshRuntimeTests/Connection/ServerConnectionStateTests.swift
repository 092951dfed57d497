import NIOCore
import Testing

@testable import MeshRuntime

@Suite struct ServerConnectionStateTests {
    typealias State = ServerConnectionState<String>
    static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func open(_ limits: State.Limits = State.Limits()) throws -> State {
        var state = State(limits: limits, now: Self.start)
        _ = try receive(TestFrames.hello, in: &state, isFirst: true)
        return state
    }

    @discardableResult
    private func receive(_ bytes: [UInt8], in state: inout State, isFirst: Bool = false) throws -> State.Action {
        let event = isFirst ? try TestFrames.decode(bytes)[0] : try TestFrames.event(bytes)
        return try state.receive(event, now: Self.start)
    }

    private func credit(_ callID: UInt32, _ byteCount: UInt32) -> [UInt8] {
        TestFrames.written { $0.writeCredit(callID: callID, byteCount: byteCount) }
    }

    @Test func helloEstablishesTheConnection() throws {
        var state = State(limits: .init(), now: Self.start)
        guard case .established(let hello) = try receive(TestFrames.hello, in: &state, isFirst: true) else {
            Issue.record("the HELLO must establish the connection")
            return
        }
        #expect(hello.peer == "test")
        #expect(hello.token == "secret")
    }

    @Test func secondHelloIsMalformed() throws {
        var state = try open()
        #expect(throws: MalformedFrame.secondHello) { try receive(TestFrames.hello, in: &state) }
    }

    @Test func callIDsMustGrow() throws {
        var state = try open()
        try receive(TestFrames.call(5), in: &state)
        #expect(throws: MalformedFrame.callIDReused) { try receive(TestFrames.call(5), in: &state) }
        #expect(throws: MalformedFrame.callIDReused) { try receive(TestFrames.call(4), in: &state) }
        #expect(throws: MalformedFrame.callIDReused) { try receive(TestFrames.call(0), in: &state) }
    }

    @Test(arguments: [
        TestFrames.raw(.cancel, callID: 9), TestFrames.raw(.cancel, callID: 0),
        TestFrames.raw(.data, [.message], callID: 9), TestFrames.raw(.credit, callID: 9, payload: [0, 0, 0, 1]),
    ])
    func frameOfACallThatNeverWasIsMalformed(bytes: [UInt8]) throws {
        var state = try open()
        try receive(TestFrames.call(1), in: &state)
        #expect(throws: MalformedFrame.callNeverOpened) { try receive(bytes, in: &state) }
    }

    @Test(arguments: [
        TestFrames.raw(.cancel, callID: 1), TestFrames.raw(.data, [.message], callID: 1),
        TestFrames.raw(.credit, callID: 1, payload: [0, 0, 0, 1]),
    ])
    func frameOfAFinishedCallIsIgnored(bytes: [UInt8]) throws {
        var state = try open()
        try receive(TestFrames.call(1), in: &state)
        state.begin(1, "one")
        let isAwaited = state.handlerReturned(1)
        #expect(isAwaited)
        guard case .ignore = try receive(bytes, in: &state) else {
            Issue.record("the frame must be ignored")
            return
        }
    }

    @Test(arguments: [TestFrames.raw(.reply, [.end], callID: 1), TestFrames.raw(.drain, callID: 0)])
    func serversFramesAreMalformedFromAClient(bytes: [UInt8]) throws {
        var state = try open()
        try receive(TestFrames.call(1), in: &state)
        #expect(throws: MalformedFrame.wrongDirection) { try receive(bytes, in: &state) }
    }

    @Test func dataForACallWithOneRequestIsMalformed() throws {
        var state = try open()
        try receive(TestFrames.call(1), in: &state)
        state.begin(1, "one")
        #expect(throws: MalformedFrame.unexpectedData) {
            try receive(TestFrames.raw(.data, [.message], callID: 1), in: &state)
        }
    }

    /// Bytes of a DATA frame in call 1, after which the window of 65,536 bytes is what a test wants.
    private func data(_ payloadByteCount: Int, _ flags: FrameFlags = .message) -> [UInt8] {
        TestFrames.raw(.data, flags, callID: 1, payload: Array(repeating: 0, count: payloadByteCount))
    }

    private func openStream() throws -> State {
        var state = try open()
        try receive(TestFrames.raw(.call, callID: 1), in: &state)
        state.begin(1, "one", isReceiving: true)
        return state
    }

    @Test func requestsArriveUntilTheirEnd() throws {
        var state = try openStream()
        guard case .message("one", let message?, frameByteCount: 13, isEnd: false) = try receive(data(1), in: &state)
        else {
            Issue.record("a message must be handed on")
            return
        }
        #expect(message.readableBytes == 1)
        guard case .message("one", nil, frameByteCount: 0, isEnd: true) = try receive(data(0, .end), in: &state) else {
            Issue.record("the end must be handed on")
            return
        }
        #expect(throws: MalformedFrame.unexpectedData) { try receive(data(1), in: &state) }
    }

    @Test func lastRequestMayCarryTheEnd() throws {
        var state = try openStream()
        guard case .message("one", _?, _, isEnd: true) = try receive(data(1, [.message, .end]), in: &state) else {
            Issue.record("message and end must be handed on")
            return
        }
    }

    @Test func requestsMayOverdrawByOneMessage() throws {
        var state = try openStream()
        try receive(data(65_523), in: &state)
        try receive(data(100_000), in: &state)
        #expect(throws: MalformedFrame.dataBeyondCredit) { try receive(data(0), in: &state) }
        try receive(data(0, .end), in: &state)
    }

    @Test func creditIsGrantedWhenHalfOfTheWindowIsTaken() throws {
        var state = try openStream()
        try receive(data(65_524), in: &state)
        var credit = state.consume(1, frameByteCount: 32_767)
        #expect(credit == nil)
        credit = state.consume(1, frameByteCount: 1)
        #expect(credit == 32_768)
        try receive(data(0), in: &state)
    }

    @Test func requestsOfACallThatNobodyWaitsForAreDroppedAndCounted() throws {
        var state = try openStream()
        _ = state.abandon(1)
        guard case .ignore = try receive(data(65_524), in: &state) else {
            Issue.record("a message that nobody reads must be dropped")
            return
        }
        #expect(throws: MalformedFrame.dataBeyondCredit) { try receive(data(1), in: &state) }
    }

    @Test func requestOverTheLimitFailsItsOpenCall() throws {
        var state = try openStream()
        let limits = FrameLimits(messageBytesMax: 1000)
        let event = try #require(try TestFrames.decode(TestFrames.hello + data(1001), limits: limits).last)
        guard case .endOversized("one", byteCount: 1001) = try state.receive(event, now: Self.start) else {
            Issue.record("the call must fail")
            return
        }
    }

    @Test func callAboveTheLimitIsRefusedAndTheSlotIsFreeOnlyWhenTheHandlerReturned() throws {
        var limits = State.Limits()
        limits.callsMax = 1
        var state = try open(limits)
        try receive(TestFrames.call(1), in: &state)
        state.begin(1, "one")
        guard case .cancel = try receive(TestFrames.raw(.cancel, callID: 1), in: &state) else {
            Issue.record("the handler must be cancelled")
            return
        }
        guard case .refuse(2, let error) = try receive(TestFrames.call(2), in: &state) else {
            Issue.record("the cancelled call's handler still has the slot")
            return
        }
        #expect(error.code == .resourceExhausted)
        let isAwaited = state.handlerReturned(1)
        #expect(!isAwaited, "nobody waits for a cancelled call's answer")
        guard case .open(3, _, _, _) = try receive(TestFrames.call(3), in: &state) else {
            Issue.record("the slot is free again")
            return
        }
    }

    @Test func creditBeyondTheIntegerIsMalformed() throws {
        var state = try open()
        try receive(TestFrames.call(1), in: &state)
        state.begin(1, "one")
        #expect(throws: MalformedFrame.creditOverflow) { try receive(credit(1, UInt32(Int32.max)), in: &state) }
    }

    @Test func writerMayOverdrawByOneMessage() throws {
        var state = try open()
        try receive(TestFrames.call(1), in: &state)
        state.begin(1, "one")
        #expect(state.mayWrite(1) == .now)
        state.wrote(1, frameByteCount: FlowControlFloor.windowBytes + 1000)
        #expect(state.mayWrite(1) == .whenCreditArrives)
        try receive(credit(1, 1000), in: &state)
        #expect(state.mayWrite(1) == .whenCreditArrives)
        guard case .resumeWriting(1) = try receive(credit(1, 1), in: &state) else {
            Issue.record("the writer must be resumed")
            return
        }
        #expect(state.mayWrite(1) == .now)
    }

    @Test func floodsAreMalformed() throws {
        var limits = State.Limits()
        limits.pingsPerSecondMax = 2
        limits.cancelsPerSecondMax = 2
        var state = try open(limits)
        let ping = TestFrames.written { $0.writePing(1) }
        try receive(ping, in: &state)
        try receive(ping, in: &state)
        #expect(throws: MalformedFrame.pingFlood) { try receive(ping, in: &state) }
        try receive(TestFrames.call(1), in: &state)
        let cancel = TestFrames.raw(.cancel, callID: 1)
        try receive(cancel, in: &state)
        try receive(cancel, in: &state)
        #expect(throws: MalformedFrame.cancelFlood) { try receive(cancel, in: &state) }
    }

    @Test func drainTakesCallsUntilItIsAcknowledged() throws {
        var state = try open()
        let mustAsk = state.drain()
        #expect(mustAsk)
        guard case .open = try receive(TestFrames.call(1), in: &state) else {
            Issue.record("the client has not seen the DRAIN yet")
            return
        }
        state.begin(1, "one")
        try receive(TestFrames.written { $0.writeDrainAcknowledgement() }, in: &state)
        #expect(!state.isFinished)
        guard case .refuse(2, _) = try receive(TestFrames.call(2), in: &state) else {
            Issue.record("a call behind the acknowledgement must be refused")
            return
        }
        let isAwaited = state.handlerReturned(1)
        #expect(isAwaited)
        #expect(state.isFinished)
    }

    @Test func acknowledgementWithoutDrainIsMalformed() throws {
        var state = try open()
        #expect(throws: MalformedFrame.wrongDirection) {
            try receive(TestFrames.written { $0.writeDrainAcknowledgement() }, in: &state)
        }
    }
}
