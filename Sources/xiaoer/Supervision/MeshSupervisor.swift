import Foundation
import ServiceShell
import Synchronization

/// Tells a supervisor to stop; told again, it kills.
final class StopSwitch: Sendable {
    private let requests = Atomic(0)

    var count: Int { requests.load(ordering: .relaxed) }

    func request() {
        requests.add(1, ordering: .relaxed)
    }
}

/// What a supervisor has to say while it runs.
enum SupervisorEvent: Sendable {
    case ready(MeshMember, RunFile, after: Duration)
    case died(MeshMember, ProcessEnd, restartIn: Duration)
    case stopped(MeshMember)
    case allReady(after: Duration)
}

/// Starts the processes of a mesh, keeps them running and stops them. What to do is decided by `Supervision`;
/// this looks at the processes in turns and does it.
struct MeshSupervisor: Sendable {
    /// How often the processes are looked at.
    private static let turn = Duration.milliseconds(50)

    private struct Member: Sendable {
        var supervision: Supervision
        var pid: pid_t?
        /// Where in its log the running process began.
        var logOffset: UInt64 = 0
    }

    private let plan: LaunchPlan
    private let readyWithin: Duration
    private let stopSwitch: StopSwitch
    private let report: @Sendable (SupervisorEvent) -> Void
    private let lifePipe: LifePipe
    private let lock: UpLock
    private let started = ContinuousClock.now

    private var members: [MeshMember: Member] = [:]
    private var known: [MeshMember: RunFile] = [:]
    private var wereAllReady = false
    private var obeyedStops = 0

    init(
        plan: LaunchPlan,
        grace: Duration,
        readyWithin: Duration,
        stopSwitch: StopSwitch,
        report: @escaping @Sendable (SupervisorEvent) -> Void
    ) throws(MeshError) {
        try plan.home.createFolders()
        for member in MeshMember.allCases where access("\(plan.binaryFolder)/\(member.name)", X_OK) != 0 {
            throw .binaryMissing(name: member.name, folder: plan.binaryFolder)
        }
        lock = try UpLock(plan.home)
        lifePipe = try LifePipe()
        self.plan = plan
        self.readyWithin = readyWithin
        self.stopSwitch = stopSwitch
        self.report = report
        for member in MeshMember.allCases { members[member] = Member(supervision: Supervision(grace: grace)) }
    }

    /// Returns when all have stopped after a request; throws when the mesh did not come up, with all stopped too.
    func run() async throws {
        var running = self
        try await running.supervise()
    }

    private mutating func supervise() async throws {
        try await waitForLeftOvers()
        do {
            while !allStopped {
                try await takeTurn()
            }
        } catch {
            await stopAll()
            throw error
        }
    }

    private var now: Duration { ContinuousClock.now - started }
    private var allStopped: Bool { members.values.allSatisfy { $0.supervision.state == .stopped } }

    private mutating func takeTurn() async throws {
        try reapAll()
        await lookForReadiness()
        try obeyStopSwitch()
        if obeyedStops == 0 { try checkProgress() }
        for member in MeshMember.allCases {
            let isReady =
                obeyedStops == 0 && member.dependencies.allSatisfy { members[$0]?.supervision.isReady == true }
            try change(member) { $0.tick(at: $1, dependenciesAreReady: isReady) }
        }
        // A supervisor whose task is cancelled stops its children like one that is told to.
        if Task.isCancelled, obeyedStops == 0 { stopSwitch.request() }
        await Self.pause()
    }

    private mutating func reapAll() throws {
        for member in MeshMember.allCases {
            guard let pid = members[member]?.pid, let end = ChildProcess.end(of: pid) else { continue }
            members[member]?.pid = nil
            try change(member, end: end) { $0.sawExit(at: $1, isPermanent: end.isPermanent) }
        }
    }

    /// A member is ready when its run file names its process and its admin port says so.
    private mutating func lookForReadiness() async {
        for member in MeshMember.allCases {
            guard case .starting = members[member]?.supervision.state, let pid = members[member]?.pid,
                let file = try? RunFile.read(from: plan.home.runFile(of: member)), file.pid == pid
            else { continue }
            known[member] = file
            guard await AdminClient.isReady(file.admin) else { continue }
            try? change(member) { $0.sawReady(at: $1) }
        }
    }

    private mutating func checkProgress() throws(MeshError) {
        guard !wereAllReady else { return }
        let missing = MeshMember.allCases.filter { members[$0]?.supervision.isReady != true }
        if missing.isEmpty {
            wereAllReady = true
            report(.allReady(after: now))
        } else if now > readyWithin {
            let names = missing.map(\.name)
            throw .notReadyInTime(names: names, limit: readyWithin, log: plan.home.logFile(of: missing[0]))
        }
    }

    /// A member stops when all that call it have stopped, so that calls in progress can still be answered.
    private mutating func obeyStopSwitch() throws {
        let requests = stopSwitch.count
        guard requests > 0 else { return }
        let isRepeated = requests > obeyedStops && obeyedStops > 0
        obeyedStops = requests
        for member in MeshMember.allCases.reversed() {
            guard let state = members[member]?.supervision.state else { continue }
            let callers = MeshMember.allCases.filter { $0.dependencies.contains(member) }
            let callersAreGone = callers.allSatisfy { members[$0]?.supervision.state == .stopped }
            if case .stopping = state {
                if isRepeated { try change(member) { $0.stop(at: $1) } }
            } else if callersAreGone || isRepeated {
                try change(member) { $0.stop(at: $1) }
            }
        }
    }

    private mutating func stopAll() async {
        stopSwitch.request()
        while !allStopped {
            // What the children's end looks like no longer matters: the error that led here is reported.
            try? reapAll()
            try? obeyStopSwitch()
            for member in MeshMember.allCases {
                try? change(member) { $0.tick(at: $1, dependenciesAreReady: false) }
            }
            await Self.pause()
        }
    }

    private mutating func waitForLeftOvers() async throws {
        let deadline = now + .seconds(30)
        while true {
            let left = MeshMember.allCases.filter { plan.home.runningFile(of: $0) != nil }
            if left.isEmpty { return }
            // Children of a supervisor that was killed have noticed and are draining.
            guard now < deadline, stopSwitch.count == 0 else { throw MeshError.leftOver(names: left.map(\.name)) }
            try Task.checkCancellation()
            await Self.pause()
        }
    }
}

extension MeshSupervisor {
    /// Sleeps in a task of its own, which cancellation of this one does not reach: children still have to be waited for.
    private static func pause() async {
        await Task { try? await Task.sleep(for: turn) }.value
    }

    private mutating func change(
        _ member: MeshMember,
        end: ProcessEnd? = nil,
        _ decide: (inout Supervision, Duration) -> Supervision.Action?
    ) throws {
        guard var supervision = members[member]?.supervision else { return }
        let action = decide(&supervision, now)
        members[member]?.supervision = supervision
        if let action { try act(action, on: member, end: end) }
    }

    private mutating func act(_ action: Supervision.Action, on member: MeshMember, end: ProcessEnd?) throws {
        switch action {
        case .spawn:
            let logOffset = LogFile.rotate(plan.home.logFile(of: member))
            members[member]?.logOffset = logOffset
            let pid = try ChildProcess.spawn(
                plan.launch(member, known: known),
                standardInput: lifePipe.childEnd
            )
            members[member]?.pid = pid
        case .terminate: signal(member, SIGTERM)
        case .kill: signal(member, SIGKILL)
        case .announceReady(let after):
            if let file = known[member] { report(.ready(member, file, after: after)) }
        case .announceDeath(let restartIn):
            if let end { report(.died(member, end, restartIn: restartIn)) }
        case .announceStopped: report(.stopped(member))
        case .giveUp:
            let logOffset = members[member]?.logOffset ?? 0
            throw MeshError.gaveUp(
                name: member.name,
                status: end.map(\.description) ?? "no status",
                log: plan.home.logFile(of: member),
                lastLines: LogFile.lastLines(of: plan.home.logFile(of: member), after: logOffset, count: 5)
            )
        }
    }

    private func signal(_ member: MeshMember, _ signal: Int32) {
        if let pid = members[member]?.pid { ChildProcess.signal(pid, signal) }
    }
}
