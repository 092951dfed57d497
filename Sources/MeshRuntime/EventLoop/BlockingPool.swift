import NIOPosix
import Synchronization

/// Threads for work that blocks or takes long, such as SQLite and models, which must not run on an event loop.
///
/// Either run a closure, `try await pool.run { try database.read(...) }`, or let a whole part of a handler run there,
/// `await withTaskExecutorPreference(pool) { ... }`. The handler is back on its event loop afterwards.
public final class BlockingPool: TaskExecutor {
    private let threads: NIOThreadPool
    private let workMax: Int
    private let work = Atomic<Int>(0)

    /// Starts the threads. `threadCount` must be at least 1; `workMax` closures may run or wait at a time.
    public init(threadCount: Int, workMax: Int = 1024) {
        precondition(threadCount >= 1, "a blocking pool needs at least 1 thread (is \(threadCount))")
        precondition(workMax >= threadCount, "a pool of \(threadCount) threads must take as much work (is \(workMax))")
        self.workMax = workMax
        threads = NIOThreadPool(numberOfThreads: threadCount)
        threads.start()
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        threads.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Runs a closure on one of the threads. Throws RESOURCE_EXHAUSTED when too much waits already, and
    /// `CancellationError` if the task is cancelled before it begins.
    public func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        let (before, _) = work.wrappingAdd(1, ordering: .relaxed)
        defer { work.wrappingSubtract(1, ordering: .relaxed) }
        guard before < workMax else {
            throw CallError(.resourceExhausted, "more than \(workMax) pieces of work wait for a thread")
        }
        return try await threads.runIfActive(body)
    }

    /// Ends the threads once the work that is queued is done. Nothing may be started afterwards.
    public func shutdown() async throws {
        try await threads.shutdownGracefully()
    }
}
