import SeededRandom
import Testing

@testable import XiaoerTool

@Suite struct SupervisionTests {
    var supervision = Supervision(grace: .seconds(30))

    @Test mutating func aMemberWaitsForItsDependencies() {
        #expect(supervision.tick(at: .zero, dependenciesAreReady: false) == nil)
        #expect(supervision.tick(at: .seconds(1), dependenciesAreReady: true) == .spawn)
        #expect(supervision.tick(at: .seconds(2), dependenciesAreReady: true) == nil)
        #expect(supervision.sawReady(at: .seconds(3)) == .announceReady(after: .seconds(2)))
        #expect(supervision.isReady)
        #expect(supervision.sawReady(at: .seconds(4)) == nil)
    }

    @Test mutating func aDeadMemberIsStartedAgainAfterItsWait() {
        becomeReady()
        #expect(
            supervision.sawExit(at: .seconds(2), isPermanent: true) == .announceDeath(restartIn: .milliseconds(100))
        )
        #expect(supervision.tick(at: .milliseconds(2_099), dependenciesAreReady: true) == nil)
        // Its peers may be down too; they find each other again whoever is first.
        #expect(supervision.tick(at: .milliseconds(2_100), dependenciesAreReady: false) == .spawn)
    }

    @Test mutating func anEndThatARestartDoesNotChangeGivesUpOnlyBeforeTheFirstReadiness() {
        _ = supervision.tick(at: .zero, dependenciesAreReady: true)
        #expect(supervision.sawExit(at: .seconds(1), isPermanent: true) == .giveUp)
        #expect(supervision.state == .stopped)
    }

    @Test mutating func aCrashBeforeReadinessIsTriedAgain() {
        _ = supervision.tick(at: .zero, dependenciesAreReady: true)
        #expect(
            supervision.sawExit(at: .seconds(1), isPermanent: false) == .announceDeath(restartIn: .milliseconds(100))
        )
    }

    @Test mutating func stoppingAsksThenKillsAfterTheGrace() {
        becomeReady()
        #expect(supervision.stop(at: .seconds(10)) == .terminate)
        #expect(supervision.tick(at: .seconds(39), dependenciesAreReady: true) == nil)
        #expect(supervision.tick(at: .seconds(40), dependenciesAreReady: true) == .kill)
        #expect(supervision.tick(at: .seconds(41), dependenciesAreReady: true) == nil)
        #expect(supervision.sawExit(at: .seconds(41), isPermanent: false) == .announceStopped)
        #expect(supervision.tick(at: .seconds(50), dependenciesAreReady: true) == nil)
    }

    @Test mutating func askedTwiceItKillsOnce() {
        becomeReady()
        #expect(supervision.stop(at: .seconds(10)) == .terminate)
        #expect(supervision.stop(at: .seconds(11)) == .kill)
        #expect(supervision.stop(at: .seconds(12)) == nil)
    }

    @Test mutating func whatDoesNotRunStopsWithoutASignal() {
        #expect(supervision.stop(at: .zero) == nil)
        #expect(supervision.state == .stopped)
        var backingOff = Supervision(grace: .zero)
        _ = backingOff.tick(at: .zero, dependenciesAreReady: true)
        _ = backingOff.sawExit(at: .zero, isPermanent: false)
        #expect(backingOff.stop(at: .zero) == nil)
        #expect(backingOff.state == .stopped)
    }

    /// Random events against the rules that hold whatever happens: never two processes, never a signal to none,
    /// and nothing after the stop but the end.
    @Test(arguments: 0..<200)
    func noSequenceOfEventsBreaksTheRules(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var supervision = Supervision(grace: .seconds(5))
        var isRunning = false
        var wasAskedToStop = false
        var now = Duration.zero
        for _ in 0..<200 {
            now += .milliseconds(Int.random(in: 0...3_000, using: &generator))
            let action: Supervision.Action?
            switch Int.random(in: 0...9, using: &generator) {
            case 0...4: action = supervision.tick(at: now, dependenciesAreReady: .random(using: &generator))
            case 5...6: action = isRunning ? supervision.sawReady(at: now) : nil
            case 7...8:
                guard isRunning else { continue }
                isRunning = false
                action = supervision.sawExit(at: now, isPermanent: .random(using: &generator))
            default:
                guard Int.random(in: 0...9, using: &generator) == 0 else { continue }
                wasAskedToStop = true
                action = supervision.stop(at: now)
            }
            switch action {
            case .spawn:
                #expect(!isRunning && !wasAskedToStop, "seed \(seed)")
                isRunning = true
            case .terminate, .kill: #expect(isRunning && wasAskedToStop, "seed \(seed)")
            case .announceDeath(let wait): #expect((BackOff.shortest...BackOff.longest).contains(wait), "seed \(seed)")
            case .announceReady, .giveUp, .announceStopped, nil: break
            }
            if supervision.state == .stopped { #expect(!isRunning, "seed \(seed)") }
        }
    }

    private mutating func becomeReady() {
        _ = supervision.tick(at: .zero, dependenciesAreReady: true)
        _ = supervision.sawReady(at: .seconds(1))
    }

    @Test func theWaitDoublesUpToItsLimitAndForgetsAfterAGoodRun() {
        var backOff = BackOff()
        let waits = (0..<9).map { _ in backOff.wait(after: .seconds(1)) }
        #expect(waits == [100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000].map { .milliseconds($0) })
        #expect(backOff.wait(after: BackOff.stableAfter) == .milliseconds(100))
    }

    /// Status words of waitpid(2), with what they mean.
    @Test(arguments: [
        (0x0000, ProcessEnd.exited(0), false), (0x4E00, .exited(78), true), (0x4500, .exited(69), true),
        (0x0100, .exited(1), false), (0x0009, .signalled(9), false), (0x008B, .signalled(11), false),
    ])
    func waitStatusesAreRead(status: Int32, end: ProcessEnd, isPermanent: Bool) {
        #expect(ProcessEnd(waitStatus: status) == end)
        #expect(end.isPermanent == isPermanent)
    }
}
