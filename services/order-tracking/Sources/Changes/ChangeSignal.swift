import Synchronization

/// Tells watchers that there may be something new; they read it themselves from the database.
///
/// A watcher that is slow misses nothing and piles up nothing: several changes that it has not looked at are one.
final class ChangeSignal: Sendable {
    private let state = Mutex(State())

    private struct State {
        var watchers: [UInt64: AsyncStream<Void>.Continuation] = [:]
        var nextID: UInt64 = 0
        var isClosed = false
    }

    /// Begins with one element, so that a watcher looks once without waiting. Nil where `watchersMax` are there already.
    /// Ends when the consuming task is cancelled and when the signal is closed.
    func listen(watchersMax: Int) -> (changes: AsyncStream<Void>, wake: AsyncStream<Void>.Continuation)? {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let admission = state.withLock { state -> (id: UInt64, isClosed: Bool)? in
            guard state.watchers.count < watchersMax else { return nil }
            state.nextID += 1
            if !state.isClosed { state.watchers[state.nextID] = continuation }
            return (state.nextID, state.isClosed)
        }
        guard let admission else { return nil }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.watchers[admission.id] = nil }
        }
        continuation.yield()
        if admission.isClosed { continuation.finish() }
        return (stream, continuation)
    }

    func announce() {
        let watchers = state.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.yield() }
    }

    /// Ends every watch and those yet to come, so that the service can stop.
    func close() {
        let watchers = state.withLock { state in
            defer { state.watchers = [:] }
            state.isClosed = true
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.finish() }
    }

    var watcherCount: Int { state.withLock { $0.watchers.count } }
}
