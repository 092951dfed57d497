import Contracts
import MeshRuntime
import Synchronization

/// Calls at a fixed rate, whatever became of those before, as many customers make them.
final class OpenLoop: Sendable {
    struct Result {
        var calls = 0
        var failures = 0
        /// Of those that succeeded.
        var slowest = Duration.zero
        /// Calls that took longer than their timeout and a second.
        var overdue = 0
        var firstFailure: String?
    }

    private let client: MeshClient
    private let method: MethodDescriptor<Replica.Message, Replica.Message>
    private let request: Replica.Message
    private let options: CallOptions
    private let isOver = Atomic(false)
    private let state = Mutex(Result())

    init(
        _ client: MeshClient,
        _ method: MethodDescriptor<Replica.Message, Replica.Message>,
        request: Replica.Message = Replica.Message(text: "hello"),
        timeout: Duration
    ) {
        self.client = client
        self.method = method
        self.request = request
        options = CallOptions(timeout: timeout)
    }

    /// Calls until `body` returns, and waits for the last answer. To be run once.
    func run(callsPerSecond: Int, while body: () async throws -> Void) async throws -> Result {
        async let calls: Void = call(callsPerSecond: callsPerSecond)
        do {
            try await body()
            isOver.store(true, ordering: .relaxed)
        } catch {
            isOver.store(true, ordering: .relaxed)
            throw error
        }
        try await calls
        return state.withLock { $0 }
    }

    private func call(callsPerSecond: Int) async throws {
        let start = ContinuousClock.now
        var sent = 0
        try await withThrowingDiscardingTaskGroup { calls in
            while !isOver.load(ordering: .relaxed) {
                let elapsed = (ContinuousClock.now - start) / .seconds(1)
                for _ in sent..<max(sent, Int(elapsed * Double(callsPerSecond))) {
                    calls.addTask { await self.call() }
                    sent += 1
                }
                try await Task.sleep(for: .milliseconds(1))
            }
        }
    }

    private func call() async {
        let start = ContinuousClock.now
        var failure: String?
        do {
            _ = try await client.unary(method, request, options: options)
        } catch {
            failure = "\(error)"
        }
        let time = ContinuousClock.now - start
        let timeout = options.timeout ?? .zero
        state.withLock { state in
            state.calls += 1
            if time > timeout + .seconds(1) { state.overdue += 1 }
            guard failure == nil else {
                state.failures += 1
                state.firstFailure = state.firstFailure ?? failure
                return
            }
            state.slowest = max(state.slowest, time)
        }
    }
}

extension OpenLoop.Result: CustomStringConvertible {
    var description: String {
        let milliseconds = Int(slowest / .milliseconds(1))
        let failure = firstFailure.map { ", first failure: \($0)" } ?? ""
        let late = overdue > 0 ? ", \(overdue) past their deadline" : ""
        return "\(failures) failed of \(calls) calls\(late), slowest \(milliseconds) ms\(failure)"
    }
}
