import Synchronization

/// Tells watchers that a conversation has new events; they read the events themselves from the store.
///
/// A watcher that is slow misses no event and piles up nothing: several changes that it has not looked at are one.
final class EventFeed: Sendable {
    private let state = Mutex(State())

    private struct State {
        var watchers: [String: [UInt64: AsyncStream<Void>.Continuation]] = [:]
        var nextID: UInt64 = 0
        var isClosed = false
    }

    /// One element for each change since the last element was taken. Ends when the consuming task is cancelled.
    func changes(of conversationID: String) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state -> UInt64? in
            guard !state.isClosed else { return nil }
            state.nextID += 1
            state.watchers[conversationID, default: [:]][state.nextID] = continuation
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.remove(id, conversationID) }
        return stream
    }

    func announce(_ conversationID: String) {
        let watchers = state.withLock { Array(($0.watchers[conversationID] ?? [:]).values) }
        for watcher in watchers { watcher.yield() }
    }

    /// Ends every stream and those yet to come, so that watchers finish when the service stops.
    func close() {
        let watchers = state.withLock { state in
            defer { state.watchers = [:] }
            state.isClosed = true
            return state.watchers.values.flatMap(\.values)
        }
        for watcher in watchers { watcher.finish() }
    }

    var isClosed: Bool { state.withLock(\.isClosed) }

    /// Conversations that somebody watches.
    var watched: [String] { state.withLock { Array($0.watchers.keys) } }

    func watchers(of conversationID: String) -> Int {
        state.withLock { $0.watchers[conversationID]?.count ?? 0 }
    }

    private func remove(_ id: UInt64, _ conversationID: String) {
        state.withLock { state in
            state.watchers[conversationID]?[id] = nil
            if state.watchers[conversationID]?.isEmpty == true { state.watchers[conversationID] = nil }
        }
    }
}
