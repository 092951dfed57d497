import NIOCore
import Testing

@testable import MeshRuntime

@Suite struct ClientConnectionStateTests {
    typealias State = ClientConnectionState<String>
    static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    @discardableResult
    private func receive(_ bytes: [UInt8], in state: inout State) throws -> State.Action {
        try state.receive(try TestFrames.event(bytes), now: Self.start)
    }

    private func open() -> State {
        State(limits: .init(), now: Self.start)
    }

    @Test func callsMayBeOpenedBeforeTheServerSpeaks() {
        var state = open()
        #expect(state.mayOpen)
        state.open("one", kind: .unary)
        #expect(state.openCallCount == 1)
    }

    @Test func replyCompletesItsCallOnce() throws {
        var state = open()
        state.open("one", kind: .unary)
        let reply = TestFrames.raw(.reply, [.end, .message], callID: 1, payload: [7])
        guard case .complete("one", let status, let message, false) = try receive(reply, in: &state) else {
            Issue.record("the reply must complete the call")
            return
        }
        #expect(status.callError == nil)
        #expect(message == ByteBuffer(bytes: [7]))
        guard case .ignore = try receive(reply, in: &state) else {
            Issue.record("a second reply must be ignored")
            return
        }
    }

    @Test(arguments: [
        TestFrames.raw(.reply, [.end], callID: 2), TestFrames.raw(.data, [.message], callID: 2),
        TestFrames.raw(.credit, callID: 2, payload: [0, 0, 0, 1]), TestFrames.raw(.reply, [.end], callID: 0),
    ])
    func frameOfACallThatNeverWasIsMalformed(bytes: [UInt8]) throws {
        var state = open()
        state.open("one", kind: .unary)
        #expect(throws: MalformedFrame.callNeverOpened) { try receive(bytes, in: &state) }
    }

    @Test(arguments: [TestFrames.call(1), TestFrames.raw(.cancel, callID: 1)])
    func clientsFramesAreMalformedFromAServer(bytes: [UInt8]) throws {
        var state = open()
        state.open("one", kind: .unary)
        #expect(throws: MalformedFrame.wrongDirection) { try receive(bytes, in: &state) }
    }

    @Test func dataInAUnaryCallIsMalformed() throws {
        var state = open()
        state.open("one", kind: .unary)
        #expect(throws: MalformedFrame.unexpectedData) {
            try receive(TestFrames.raw(.data, [.message], callID: 1), in: &state)
        }
    }

    @Test func dataBeyondCreditAndOneMessageIsMalformed() throws {
        var limits = State.Limits()
        limits.windowBytes = 1000
        var state = State(limits: limits, now: Self.start)
        state.open("one", kind: .serverStreaming)
        let message = TestFrames.raw(.data, [.message], callID: 1, payload: Array(repeating: 0, count: 988))
        let overdraw = TestFrames.raw(.data, [.message], callID: 1, payload: Array(repeating: 0, count: 5000))
        _ = try receive(TestFrames.raw(.data, [.message], callID: 1, payload: [1]), in: &state)
        _ = try receive(overdraw, in: &state)
        #expect(throws: MalformedFrame.dataBeyondCredit) { try receive(message, in: &state) }
    }

    @Test func requestsAreSentWhileThereIsCreditAndEndOnce() throws {
        var state = open()
        state.open("one", kind: .clientStreaming)
        #expect(state.mayWrite(1) == .now)
        state.wrote(1, frameByteCount: FlowControlFloor.windowBytes)
        #expect(state.mayWrite(1) == .whenCreditArrives)
        guard case .resumeWriting(1) = try receive(Self.credit(1, 1), in: &state) else {
            Issue.record("the writer must be resumed")
            return
        }
        #expect(state.mayWrite(1) == .now)
        let isFirstEnd = state.finishRequests(1)
        let isSecondEnd = state.finishRequests(1)
        #expect(isFirstEnd && !isSecondEnd)
        #expect(state.mayWrite(1) == .never)
        guard case .ignore = try receive(Self.credit(1, 1), in: &state) else {
            Issue.record("credit for requests that are all sent must be ignored")
            return
        }
    }

    private static func credit(_ callID: UInt32, _ byteCount: UInt32) -> [UInt8] {
        TestFrames.written { $0.writeCredit(callID: callID, byteCount: byteCount) }
    }

    /// The server counts from what its HELLO says, and would otherwise wait for bytes that the client holds back.
    @Test func helloRaisesTheCreditOfCallsThatWereOpenedBeforeIt() throws {
        var state = open()
        state.open("one", kind: .bidirectionalStreaming)
        state.wrote(1, frameByteCount: FlowControlFloor.windowBytes)
        #expect(state.mayWrite(1) == .whenCreditArrives)
        try receive(
            TestFrames.written { $0.writeHello(HelloHead(frameBytesMax: 0, callsMax: 0, windowBytes: 65_537)) },
            in: &state
        )
        #expect(state.mayWrite(1) == .now)
    }

    @Test(arguments: [MethodKind.serverStreaming, .bidirectionalStreaming])
    func dataWithoutAMessageIsMalformedFromAServer(kind: MethodKind) throws {
        var state = open()
        state.open("one", kind: kind)
        #expect(throws: MalformedFrame.unexpectedData) { try receive(TestFrames.raw(.data, callID: 1), in: &state) }
    }

    @Test func secondHelloIsMalformed() throws {
        var state = open()
        try receive(TestFrames.hello, in: &state)
        #expect(throws: MalformedFrame.secondHello) { try receive(TestFrames.hello, in: &state) }
    }

    @Test func drainedConnectionOpensNoCallAndIsFinishedWithTheLastReply() throws {
        var state = open()
        try receive(TestFrames.hello, in: &state)
        state.open("one", kind: .unary)
        guard case .drain = try receive(TestFrames.raw(.drain, callID: 0), in: &state) else {
            Issue.record("the drain must be acknowledged")
            return
        }
        #expect(!state.mayOpen)
        #expect(!state.isFinished)
        try receive(TestFrames.raw(.reply, [.end], callID: 1), in: &state)
        #expect(state.isFinished)
    }

    @Test func serversLimitOfCallsIsKept() throws {
        var state = open()
        let hello = TestFrames.written { $0.writeHello(HelloHead(frameBytesMax: 0, callsMax: 1, windowBytes: 0)) }
        try receive(hello, in: &state)
        state.open("one", kind: .unary)
        #expect(!state.mayOpen)
        #expect(state.cancel(1) == "one")
        #expect(state.mayOpen)
    }
}
