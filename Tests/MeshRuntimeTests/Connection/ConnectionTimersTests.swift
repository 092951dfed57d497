import NIOCore
import Testing

@testable import MeshRuntime

@Suite struct ConnectionTimersTests {
    static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func timers(handshaken: Bool = true) -> ConnectionTimers {
        var timers = ConnectionTimers(timeouts: ConnectionTimeouts(), now: Self.start)
        if handshaken { timers.handshakeCompleted() }
        return timers
    }

    private func after(_ seconds: Int64) -> NIODeadline { Self.start + .seconds(seconds) }

    @Test func silentStrangerIsClosedAfterFiveSeconds() {
        var timers = timers(handshaken: false)
        #expect(timers.tick(now: after(4), hasOpenCalls: false) == .nothing)
        #expect(timers.tick(now: after(5), hasOpenCalls: false) == .close(.handshake))
    }

    @Test func silentPeerWithOpenCallsIsAskedAndThenClosed() {
        var timers = timers()
        #expect(timers.tick(now: after(9), hasOpenCalls: true) == .nothing)
        #expect(timers.tick(now: after(10), hasOpenCalls: true) == .sendPing)
        #expect(timers.tick(now: after(14), hasOpenCalls: true) == .nothing)
        #expect(timers.tick(now: after(15), hasOpenCalls: true) == .close(.ping))
    }

    @Test func anyByteAnswersThePing() {
        var timers = timers()
        #expect(timers.tick(now: after(10), hasOpenCalls: true) == .sendPing)
        timers.bytesRead(now: after(12), completedFrame: true, isInsideFrame: false)
        #expect(timers.tick(now: after(15), hasOpenCalls: true) == .nothing)
        #expect(timers.tick(now: after(22), hasOpenCalls: true) == .sendPing)
    }

    @Test func callsThatRanIntoTheirDeadlinesDoNotExcuseASilentPeer() {
        var timers = timers()
        #expect(timers.tick(now: after(1), hasOpenCalls: true) == .nothing)
        #expect(timers.tick(now: after(10), hasOpenCalls: false) == .sendPing)
        timers.bytesRead(now: after(11), completedFrame: true, isInsideFrame: false)
        #expect(timers.tick(now: after(30), hasOpenCalls: false) == .nothing)
    }

    @Test func silentPeerWithoutCallsIsLeftAlone() {
        var timers = timers()
        #expect(timers.tick(now: after(3600), hasOpenCalls: false) == .nothing)
    }

    @Test func writeThatDoesNotMoveIsClosedAfterTwentySeconds() {
        var timers = timers()
        timers.writeStarted(now: after(1))
        #expect(timers.tick(now: after(20), hasOpenCalls: false) == .nothing)
        #expect(timers.tick(now: after(21), hasOpenCalls: false) == .close(.writeStall))
        timers.writeCompleted()
        #expect(timers.tick(now: after(60), hasOpenCalls: false) == .nothing)
    }

    @Test func dribbledFrameIsClosedAfterThirtySeconds() {
        var timers = timers()
        for second in 0...30 {
            timers.bytesRead(now: after(Int64(second)), completedFrame: false, isInsideFrame: true)
        }
        #expect(timers.tick(now: after(29), hasOpenCalls: false) == .nothing)
        #expect(timers.tick(now: after(30), hasOpenCalls: false) == .close(.unfinishedFrame))
    }

    @Test func framesThatFollowEachOtherInPiecesAreFine() {
        var timers = timers()
        for second in 0...60 {
            timers.bytesRead(now: after(Int64(second)), completedFrame: true, isInsideFrame: true)
            #expect(timers.tick(now: after(Int64(second)), hasOpenCalls: false) == .nothing)
        }
    }
}
