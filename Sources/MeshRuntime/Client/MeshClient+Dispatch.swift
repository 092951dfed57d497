import NIOCore
import Synchronization

extension MeshClient {
    /// Gives a call its deadline and an endpoint, and makes it again where the policy and the budget allow.
    func dispatch<Result: Sendable>(
        _ call: ClientCallContext,
        _ method: ClientMethod,
        _ kind: MethodKind,
        send: (ConnectionHandle, CallAttempt) async throws -> Result
    ) async throws -> Result {
        var now = transport.eventLoop.now
        budgets.callCount.wrappingAdd(1, ordering: .relaxed)
        let deadline = deadline(for: call.options, method, now: now)
        var attempt = CallAttempt(call: call, deadline: deadline, number: 1)
        var wish = EndpointWish(
            kind: kind,
            key: call.options.affinity,
            waits: call.options.waitsForReady,
            deadline: deadline
        )
        while true {
            let connection = try await endpoints.reserve(wish, now: now)
            do {
                return try await send(connection, attempt)
            } catch let failure as CallFailure {
                try await waitToRetry(attempt, method, after: failure)
                now = transport.eventLoop.now
                wish.avoided = connection
                attempt.number += 1
            }
        }
    }

    private func deadline(for options: CallOptions, _ method: ClientMethod, now: NIODeadline) -> Deadline {
        let own = Deadline(now + TimeAmount(options.timeout ?? method.timeout))
        guard options.inheritsDeadline, let inherited = CallScope.current?.deadline else { return own }
        return min(own, inherited)
    }

    /// Returns when it is time for the next attempt. Throws the failure when there is to be none.
    private func waitToRetry(
        _ attempt: CallAttempt,
        _ method: ClientMethod,
        after failure: CallFailure
    ) async throws {
        let now = transport.eventLoop.now
        var generator = SystemRandomNumberGenerator()
        let verdict = method.retry.verdict(
            on: failure,
            attempt: Int(attempt.number),
            isIdempotent: attempt.call.isIdempotent,
            timeLeft: attempt.deadline?.remaining(at: now),
            using: &generator
        )
        guard case .retry(let pause, let isFree) = verdict else { throw failure.error }
        guard isFree || budgets.takeRetry(now: now) else {
            // What is beyond the budget of this hop is not for the hop before to make up for.
            var error = failure.error
            error.pushback = CallError.never
            throw error
        }
        if pause > .zero { try await transport.eventLoop.sleep(for: TimeAmount(pause)) }
    }
}

/// What the attempts beyond the first of all calls of a client may cost.
final class AttemptBudgets: Sendable {
    /// Calls so far, whatever their attempts.
    let callCount = Atomic<UInt64>(0)
    private let state: Mutex<(all: AttemptBudget, hedges: AttemptBudget)>

    init(policy: RetryPolicy, now: NIODeadline) {
        let all = AttemptBudget(
            share: policy.budgetShare,
            perSecond: policy.budgetPerSecond,
            window: policy.budgetWindow,
            now: now
        )
        let hedges = AttemptBudget(share: policy.hedgeShare, perSecond: 0, window: policy.budgetWindow, now: now)
        state = Mutex((all, hedges))
    }

    func takeRetry(now: NIODeadline) -> Bool {
        let calls = callCount.load(ordering: .relaxed)
        return state.withLock { $0.all.take(calls: calls, now: now) }
    }

    func takeHedge(now: NIODeadline) -> Bool {
        let calls = callCount.load(ordering: .relaxed)
        return state.withLock { $0.hedges.take(calls: calls, now: now) && $0.all.take(calls: calls, now: now) }
    }
}

extension EventLoop {
    /// Returns after a time of the loop's clock. Throws CANCELLED when the task is cancelled before.
    func sleep(for time: TimeAmount) async throws {
        let timer = scheduleTask(in: time) {}
        do {
            try await withTaskCancellationHandler {
                try await timer.futureResult.get()
            } onCancel: {
                timer.cancel()
            }
        } catch {
            throw CallError(.cancelled, "the call was cancelled between two attempts")
        }
    }
}
