import MeshContracts
import MeshRuntime
import Synchronization

/// Calls at a fixed rate, whatever became of those before, as many customers make them.
final class Load: Sendable {
    static let method = MethodDescriptor<MeshV1.Pair, MeshV1.Pair>(
        name: "test.Peer/Get",
        kind: .unary,
        isIdempotent: true
    )

    struct Result {
        var callCount = 0
        var failures: [CallError] = []
        /// Calls that took longer than 200 ms.
        var slowCount = 0
    }

    private let client: MeshClient
    private let timeout: Duration
    private let isOver = Atomic(false)
    private let state = Mutex(Result())

    init(_ client: MeshClient, timeout: Duration = .seconds(2)) {
        self.client = client
        self.timeout = timeout
    }

    /// What has happened so far.
    var result: Result { state.withLock { $0 } }

    /// Calls until `body` returns, and waits for the last answer. To be run once.
    func run(callsPerSecond: Int = 300, while body: () async throws -> Void) async throws -> Result {
        async let calls: Void = call(callsPerSecond: callsPerSecond)
        defer { isOver.store(true, ordering: .relaxed) }
        try await body()
        isOver.store(true, ordering: .relaxed)
        try await calls
        return result
    }

    private func call(callsPerSecond: Int) async throws {
        let start = ContinuousClock.now
        var sent = 0
        try await withThrowingDiscardingTaskGroup { calls in
            while !isOver.load(ordering: .relaxed) {
                let due = Int((ContinuousClock.now - start) / .seconds(1) * Double(callsPerSecond))
                for _ in sent..<max(sent, due) { calls.addTask { await self.call() } }
                sent = max(sent, due)
                try await Task.sleep(for: .milliseconds(2))
            }
        }
    }

    private func call() async {
        let start = ContinuousClock.now
        var failure: CallError?
        do {
            _ = try await client.unary(Self.method, MeshV1.Pair(key: "x"), options: CallOptions(timeout: timeout))
        } catch {
            failure = error as? CallError ?? CallError(.unknown, "\(error)")
        }
        let isSlow = ContinuousClock.now - start > .milliseconds(200)
        state.withLock { state in
            state.callCount += 1
            if isSlow { state.slowCount += 1 }
            if let failure { state.failures.append(failure) }
        }
    }
}
