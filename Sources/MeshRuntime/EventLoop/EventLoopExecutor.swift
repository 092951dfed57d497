import DequeModule
public import NIOCore
import Synchronization

/// Runs tasks on one event loop, between the reads of its connections: the jobs that a batch of frames makes ready run
/// when the batch ends, and only then is everything that they wrote flushed, once a connection.
///
/// Servers run their handlers on it. A task that makes many calls does well to prefer it too, since a call from the
/// connection's own loop needs no hop: `withTaskExecutorPreference(EventLoopExecutor.shared(for: loop)) { ... }`.
/// Nothing on it may block; see `BlockingPool`.
public final class EventLoopExecutor: TaskExecutor {
    public let eventLoop: any EventLoop
    private let state: NIOLoopBoundBox<State>

    private struct State {
        var jobs = Deque<UnownedJob>()
        /// Connections with bytes to flush.
        var outputs: [any BatchedOutput] = []
        var deadlines = DeadlineHeap<Alarm>()
        var armed: Armed?
        /// Someone up the stack, or a scheduled turn, will drain.
        var willDrain = false
        var isDraining = false
    }

    private struct Alarm {
        let observer: any DeadlineObserver
        let callID: UInt32
    }

    private struct Armed {
        let deadline: NIODeadline
        let task: Scheduled<Void>
    }

    private init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        state = NIOLoopBoundBox.makeBoxSendingValue(State(), eventLoop: eventLoop)
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if eventLoop.inEventLoop {
            state.value.jobs.append(job)
            scheduleDrain()
        } else {
            eventLoop.execute {
                self.state.value.jobs.append(job)
                self.drain()
            }
        }
    }
}

// MARK: One executor a loop

extension EventLoopExecutor {
    private static let registry = Mutex<[ObjectIdentifier: EventLoopExecutor]>([:])

    /// The executor of a loop, the same one for every server, client and task that uses the loop.
    ///
    /// It is kept for good, as the loops of a program are. A weak reference to it would cost more than all else here:
    /// the runtime counts the references of an object that has one in a slower way.
    public static func shared(for eventLoop: any EventLoop) -> EventLoopExecutor {
        registry.withLock { registry in
            if let executor = registry[ObjectIdentifier(eventLoop)] { return executor }
            let executor = EventLoopExecutor(eventLoop: eventLoop)
            registry[ObjectIdentifier(eventLoop)] = executor
            return executor
        }
    }

    /// Lets go of a loop that nothing will use again.
    package static func forget(_ eventLoop: any EventLoop) {
        registry.withLock { $0[ObjectIdentifier(eventLoop)] = nil }
    }
}

// MARK: Batches

/// Something that collects output during a batch.
protocol BatchedOutput: AnyObject {
    func flushBatch()
}

extension EventLoopExecutor {
    /// The most jobs that run before the loop gets to read again.
    private static let jobsPerTurnMax = 1024

    /// Announces that `endBatch` follows in this turn of the loop, so that nobody needs to schedule a turn.
    func beginBatch() {
        state.value.willDrain = true
    }

    func endBatch() {
        drain()
    }

    /// Has the output flushed when the batch ends.
    func needsFlush(_ output: any BatchedOutput) {
        state.value.outputs.append(output)
        scheduleDrain()
    }

    private func scheduleDrain() {
        guard !state.value.willDrain, !state.value.isDraining else { return }
        state.value.willDrain = true
        eventLoop.execute { self.drain() }
    }

    private func drain() {
        // A job may write into an in-memory connection whose other end then reads inside of this drain.
        guard !state.value.isDraining else { return }
        state.value.isDraining = true
        var jobCount = 0
        while jobCount < Self.jobsPerTurnMax, let job = state.value.jobs.popFirst() {
            job.runSynchronously(on: asUnownedTaskExecutor())
            jobCount += 1
        }
        // Flushing may fail calls and so make new jobs ready, which then get a turn of their own.
        state.value.isDraining = false
        state.value.willDrain = false
        let outputs = state.value.outputs
        if !outputs.isEmpty {
            state.value.outputs.removeAll(keepingCapacity: true)
            for output in outputs { output.flushBatch() }
        }
        if !state.value.jobs.isEmpty { scheduleDrain() }
    }
}

// MARK: Deadlines

/// Something that deadlines are kept for.
protocol DeadlineObserver: AnyObject {
    func deadlineExpired(callID: UInt32)
}

extension EventLoopExecutor {
    var now: NIODeadline { eventLoop.now }

    /// Tells the observer when the deadline passes. `callID` comes back with it, zero for the connection itself.
    func schedule(_ observer: any DeadlineObserver, callID: UInt32, at deadline: NIODeadline) -> DeadlineTicket {
        let ticket = state.value.deadlines.insert(Alarm(observer: observer, callID: callID), at: deadline)
        arm()
        return ticket
    }

    /// The ticket's deadline must not have passed yet.
    func unschedule(_ ticket: DeadlineTicket) {
        state.value.deadlines.remove(ticket)
    }

    /// One scheduled callback serves all: it is moved only when an earlier deadline comes, and when it fires it looks
    /// for the next one. Deadlines are mostly removed before they expire, so this callback hardly ever changes.
    private func arm() {
        guard let earliest = state.value.deadlines.earliest else { return }
        if let armed = state.value.armed {
            guard earliest < armed.deadline else { return }
            armed.task.cancel()
        }
        let task = eventLoop.scheduleTask(deadline: earliest) { self.expire() }
        state.value.armed = Armed(deadline: earliest, task: task)
    }

    private func expire() {
        state.value.armed = nil
        while let alarm = state.value.deadlines.popExpired(now: now) {
            alarm.observer.deadlineExpired(callID: alarm.callID)
        }
        arm()
    }
}
