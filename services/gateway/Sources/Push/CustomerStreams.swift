import Contracts
import Synchronization

/// The open streams of connected customers, by which notices reach them.
final class CustomerStreams: Sendable {
    private struct State {
        var streams: [String: [UInt64: AsyncStream<DialogueV1.Notice>.Continuation]] = [:]
        var lastStream: UInt64 = 0
        /// When a customer's last stream closed, in Unix milliseconds.
        var lastSeen: [String: Int64] = [:]
        /// Notices that were shown, the oldest first: none is shown twice.
        var shown: Set<String> = []
        var shownInOrder: [String] = []
    }

    private let rememberedMax: Int
    private let now: @Sendable () -> Int64
    private let state = Mutex(State())

    /// What a slow client is behind with; the oldest is dropped beyond it.
    private static let waitingMax = 16

    /// - Parameters:
    ///   - rememberedMax: notices and customers that are remembered after they were shown, or left.
    ///   - now: Unix milliseconds.
    init(rememberedMax: Int, now: @escaping @Sendable () -> Int64) {
        precondition(rememberedMax >= 1, "rememberedMax must be at least 1 (is \(rememberedMax))")
        self.rememberedMax = rememberedMax
        self.now = now
    }

    /// Runs the body while notices for the customer go to `deliver`. An error of either ends both.
    func withNotices(
        for customerID: String,
        deliver: @escaping @Sendable (DialogueV1.Notice) async throws -> Void,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let (notices, continuation) = AsyncStream<DialogueV1.Notice>.makeStream(
            bufferingPolicy: .bufferingNewest(Self.waitingMax)
        )
        let stream = open(continuation, for: customerID)
        defer { close(stream, of: customerID) }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await body() }
            tasks.addTask { for await notice in notices { try await deliver(notice) } }
            // Whichever ends first, what is left is cancelled.
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }

    /// Hands a notice to all of the customer's streams; false where there is none, and then the id may be used again.
    func show(_ notice: DialogueV1.Notice, id: String, to customerID: String) -> Bool {
        let receivers = state.withLock { state -> [AsyncStream<DialogueV1.Notice>.Continuation]? in
            if state.shown.contains(id) { return nil }
            let receivers = state.streams[customerID].map { Array($0.values) } ?? []
            if !receivers.isEmpty { remember(id, &state) }
            return receivers
        }
        // Nil: it was shown before.
        guard let receivers else { return true }
        for receiver in receivers { receiver.yield(notice) }
        return !receivers.isEmpty
    }

    /// How many streams a customer has open, and when the last one was.
    func presence(of customerID: String) -> (streams: Int, lastSeen: Int64) {
        state.withLock { state in
            let count = state.streams[customerID]?.count ?? 0
            return (count, count > 0 ? now() : state.lastSeen[customerID] ?? 0)
        }
    }

    private func open(_ continuation: AsyncStream<DialogueV1.Notice>.Continuation, for customerID: String) -> UInt64 {
        state.withLock { state in
            state.lastStream += 1
            state.streams[customerID, default: [:]][state.lastStream] = continuation
            return state.lastStream
        }
    }

    private func close(_ stream: UInt64, of customerID: String) {
        state.withLock { state in
            state.streams[customerID]?[stream] = nil
            guard state.streams[customerID]?.isEmpty ?? true else { return }
            state.streams[customerID] = nil
            // Whom it forgets was last seen at an unknown time, which is what 0 says.
            if state.lastSeen.count >= rememberedMax { state.lastSeen.removeAll() }
            state.lastSeen[customerID] = now()
        }
    }

    private func remember(_ id: String, _ state: inout State) {
        state.shown.insert(id)
        state.shownInOrder.append(id)
        // Half at a time, so that moving the rest costs little for each notice.
        guard state.shownInOrder.count > rememberedMax else { return }
        for old in state.shownInOrder.prefix(rememberedMax / 2 + 1) { state.shown.remove(old) }
        state.shownInOrder.removeFirst(rememberedMax / 2 + 1)
    }
}
