import NIOCore

/// Decides which texts the model encodes next, as a value without threads or clocks.
///
/// Calls take turns, one text each, so that a single sentence never waits behind all the passages of a bulk call.
/// One batch is out at a time: whoever drives the queue asks for the `next` action, carries it out, and reports a
/// batch by `complete` or `fail` before asking again.
struct EmbeddingQueue {
    typealias CallID = Int

    struct Limits: Sendable, Hashable {
        /// Texts that may wait, over all calls.
        var textsMax = 1_024
        /// Texts that are encoded side by side. With one, a text's vector is the same bits whatever else is asked for.
        var batchTextsMax = 1
        /// How long the first text may wait for company when the model has nothing to do.
        var batchWait: Duration = .zero
    }

    enum Action: Hashable {
        case encode(Batch)
        /// The deadlines of these calls have passed; the queue has forgotten them.
        case expire([CallID])
        /// Ask again then, or when a text arrives.
        case wait(until: NIODeadline)
        case idle
    }

    struct Batch: Hashable {
        struct Item: Hashable {
            let call: CallID
            let index: Int
            let input: EmbeddingInput
        }

        var items: [Item] = []

        var work: Int { items.reduce(0) { $0 + EncodingCost.work(of: $1.input) } }
    }

    private struct Call {
        let inputs: [EmbeddingInput]
        let deadline: NIODeadline?
        let arrival: NIODeadline
        var taken = 0
        var results: [Int: Embedding] = [:]

        var waiting: Int { inputs.count - taken }
    }

    /// How many times faster than forecast the model may turn out to be.
    private static let forecastMargin = 2

    private let limits: Limits
    private var calls: [CallID: Call] = [:]
    /// Calls with texts to take, the next one's turn first.
    private var turns: [CallID] = []
    private var lastID = 0
    private var workInFlight = 0
    private var wasIdle = true
    private var cost = EncodingCost()

    /// Texts that wait; those being encoded do not count.
    private(set) var waitingTexts = 0
    private var waitingWork = 0

    init(limits: Limits) {
        self.limits = limits
    }
}

extension EmbeddingQueue {
    /// Admits a call, or refuses it at once when it could not be answered in time.
    mutating func add(
        _ inputs: [EmbeddingInput],
        deadline: NIODeadline?,
        now: NIODeadline
    ) throws(InferenceError) -> CallID {
        guard waitingTexts + inputs.count <= limits.textsMax else {
            throw .queueFull(waiting: waitingTexts, max: limits.textsMax)
        }
        let work = inputs.reduce(0) { $0 + EncodingCost.work(of: $1) }
        if let deadline {
            try checkReach(of: deadline, work: work, now: now)
        }
        lastID += 1
        calls[lastID] = Call(inputs: inputs, deadline: deadline, arrival: now)
        turns.append(lastID)
        waitingTexts += inputs.count
        waitingWork += work
        return lastID
    }

    private func checkReach(of deadline: NIODeadline, work: Int, now: NIODeadline) throws(InferenceError) {
        guard deadline > now else { throw .deadlinePassed }
        // While this call's texts take their turns, every other call gets at most as much done as this one.
        let others = min(waitingWork, turns.count * work)
        guard let needed = cost.forecast(work: workInFlight + others + work) else { return }
        let left = Duration.nanoseconds((deadline - now).nanoseconds)
        // A wrong refusal costs the caller its answer, a late answer costs us some work: only the hopeless is refused.
        guard needed <= left * Self.forecastMargin else { throw .deadlineOutOfReach(needed: needed, left: left) }
    }

    mutating func next(now: NIODeadline) -> Action {
        let late = calls.filter { $0.value.deadline.map { $0 <= now } ?? false }.map(\.key).sorted()
        guard late.isEmpty else {
            for id in late { remove(id) }
            return .expire(late)
        }
        guard let first = turns.first, let arrival = calls[first]?.arrival else {
            wasIdle = true
            return .idle
        }
        let company = arrival + .nanoseconds(limits.batchWait.wholeNanoseconds)
        if wasIdle, waitingTexts < limits.batchTextsMax, now < company {
            return .wait(until: company)
        }
        wasIdle = false
        return .encode(take())
    }

    private mutating func take() -> Batch {
        var batch = Batch()
        while batch.items.count < limits.batchTextsMax, !turns.isEmpty {
            let id = turns.removeFirst()
            guard var call = calls[id] else { continue }
            let input = call.inputs[call.taken]
            batch.items.append(Batch.Item(call: id, index: call.taken, input: input))
            call.taken += 1
            calls[id] = call
            waitingTexts -= 1
            waitingWork -= EncodingCost.work(of: input)
            if call.waiting > 0 { turns.append(id) }
        }
        workInFlight = batch.work
        return batch
    }
}

extension EmbeddingQueue {
    /// Files the embeddings of a batch, in its order; answers the calls that are whole now.
    mutating func complete(
        _ batch: Batch,
        with embeddings: [Embedding],
        took elapsed: Duration
    ) -> [CallID: [Embedding]] {
        precondition(
            embeddings.count == batch.items.count,
            "a batch of \(batch.items.count) texts has as many embeddings (has \(embeddings.count))"
        )
        cost.learn(work: batch.work, took: elapsed)
        workInFlight = 0
        var whole: [CallID: [Embedding]] = [:]
        for (item, embedding) in zip(batch.items, embeddings) {
            // A call that has expired or was cancelled meanwhile is gone; its embedding is of no use.
            guard var call = calls[item.call] else { continue }
            call.results[item.index] = embedding
            calls[item.call] = call
            guard call.results.count == call.inputs.count else { continue }
            whole[item.call] = call.inputs.indices.compactMap { call.results[$0] }
            calls[item.call] = nil
        }
        return whole
    }

    /// Forgets the calls of a batch that could not be encoded, and answers them.
    mutating func fail(_ batch: Batch) -> [CallID] {
        workInFlight = 0
        let failed = Set(batch.items.map(\.call)).filter { calls[$0] != nil }.sorted()
        for id in failed { remove(id) }
        return failed
    }

    mutating func cancel(_ id: CallID) {
        remove(id)
    }

    /// Forgets every call, and answers them.
    mutating func removeAll() -> [CallID] {
        let all = calls.keys.sorted()
        for id in all { remove(id) }
        return all
    }

    private mutating func remove(_ id: CallID) {
        guard let call = calls.removeValue(forKey: id) else { return }
        let waiting = call.inputs[call.taken...]
        waitingTexts -= waiting.count
        waitingWork -= waiting.reduce(0) { $0 + EncodingCost.work(of: $1) }
        turns.removeAll { $0 == id }
    }
}

extension Duration {
    var wholeNanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
