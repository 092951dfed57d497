import NIOPosix

/// Threads for work that blocks or takes long, such as SQLite and models, which must not run on an event loop.
///
/// Either run a closure, `try await pool.run { try database.read(...) }`, or let a whole part of a handler run there,
/// `await withTaskExecutorPreference(pool) { ... }`. The handler is back on its event loop afterwards.
public final class BlockingPool: TaskExecutor {
    private let threads: NIOThreadPool

    /// Starts the threads. `threadCount` must be at least 1.
    public init(threadCount: Int) {
        precondition(threadCount >= 1, "a blocking pool needs at least 1 thread (is \(threadCount))")
        threads = NIOThreadPool(numberOfThreads: threadCount)
        threads.start()
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        threads.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Runs a closure on one of the threads. Throws `CancellationError` if the task is cancelled before it begins.
    public func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await threads.runIfActive(body)
    }

    /// Ends the threads once the work that is queued is done. Nothing may be started afterwards.
    public func shutdown() async throws {
        try await threads.shutdownGracefully()
    }
}
