import Synchronization

/// One turn at a time in each conversation, first come, first served.
///
/// This keeps turns of one process in order and spares it conflicts; across processes the database decides.
final class TurnLocks: Sendable {
    private let waitersMax: Int
    private let state = Mutex(State())

    private struct State {
        /// An entry means that a turn is running; its value holds who waits for its end, in order.
        var waiting: [String: [Waiter]] = [:]
        var nextID: UInt64 = 0
    }

    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Void, any Error>
    }

    /// `waitersMax` turns of one conversation may wait; one more throws ``ConversationError/tooManyWaiting(limit:)``.
    init(waitersMax: Int) {
        precondition(waitersMax >= 0, "waitersMax must not be negative (is \(waitersMax))")
        self.waitersMax = waitersMax
    }

    func withLock<Value>(_ conversationID: String, _ body: () async throws -> Value) async throws -> Value {
        try await acquire(conversationID)
        defer { release(conversationID) }
        return try await body()
    }

    /// How many turns wait for the running one; nil when none is running.
    func waiting(in conversationID: String) -> Int? {
        state.withLock { $0.waiting[conversationID]?.count }
    }

    private func acquire(_ conversationID: String) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enter(Waiter(id: id, continuation: continuation), conversationID)
            }
        } onCancel: {
            giveUp(id, conversationID)
        }
    }

    private func enter(_ waiter: Waiter, _ conversationID: String) {
        let outcome: Result<Void, any Error>? = state.withLock { state in
            // A cancellation that came before this point found nobody to give up.
            if Task.isCancelled { return .failure(CancellationError()) }
            guard let waiting = state.waiting[conversationID] else {
                state.waiting[conversationID] = []
                return .success(())
            }
            guard waiting.count < waitersMax else {
                return .failure(ConversationError.tooManyWaiting(limit: waitersMax))
            }
            state.waiting[conversationID]?.append(waiter)
            return nil
        }
        if let outcome { waiter.continuation.resume(with: outcome) }
    }

    private func giveUp(_ id: UInt64, _ conversationID: String) {
        let waiter = state.withLock { state -> Waiter? in
            guard let index = state.waiting[conversationID]?.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting[conversationID]?.remove(at: index)
        }
        waiter?.continuation.resume(throwing: CancellationError())
    }

    private func release(_ conversationID: String) {
        let next = state.withLock { state -> Waiter? in
            guard let waiting = state.waiting[conversationID], !waiting.isEmpty else {
                state.waiting[conversationID] = nil
                return nil
            }
            return state.waiting[conversationID]?.removeFirst()
        }
        next?.continuation.resume()
    }
}
