import NIOCore
import ServiceLifecycle
import Synchronization

/// Embeds texts for any number of concurrent callers: cache, then queue, then the model.
final class EmbeddingEngine: Service {
    /// The world, for tests to replace.
    struct Clock: Sendable {
        var now: @Sendable () -> NIODeadline = { .now() }
        var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    }

    private struct State {
        var queue: EmbeddingQueue
        var cache: EmbeddingCache
        var callers: [EmbeddingQueue.CallID: CheckedContinuation<[Embedding], any Error>] = [:]
        var isStopped = false
    }

    private let worker: ModelWorker
    private let metrics: EmbeddingMetrics
    private let clock: Clock
    private let state: Mutex<State>
    private let arrivals: AsyncStream<Void>
    private let arrival: AsyncStream<Void>.Continuation

    init(
        model: sending any EmbeddingModel,
        limits: EmbeddingQueue.Limits = EmbeddingQueue.Limits(),
        cacheEntriesMax: Int = 0,
        metrics: EmbeddingMetrics = EmbeddingMetrics(),
        clock: Clock = Clock()
    ) {
        worker = ModelWorker(model: model)
        self.metrics = metrics
        self.clock = clock
        state = Mutex(
            State(queue: EmbeddingQueue(limits: limits), cache: EmbeddingCache(capacity: cacheEntriesMax))
        )
        // One pending arrival stands for any number: whoever is woken takes all there is.
        (arrivals, arrival) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var model: ModelDescription { worker.description }

    /// Texts that wait for the model.
    var waitingTexts: Int { state.withLock(\.queue.waitingTexts) }

    /// One embedding a text, in order. Needs `run` in progress; throws `InferenceError` or `CancellationError`.
    func embed(_ inputs: [EmbeddingInput], deadline: NIODeadline? = nil) async throws -> [Embedding] {
        var found = state.withLock { state in inputs.map { state.cache.find($0) } }
        let missing = inputs.indices.filter { found[$0] == nil }
        metrics.countTexts(found: inputs.count - missing.count, missing: missing.count)
        guard !missing.isEmpty else { return found.compactMap { $0 } }
        let encoded = try await encode(missing.map { inputs[$0] }, deadline: deadline)
        for (index, embedding) in zip(missing, encoded) { found[index] = embedding }
        return found.compactMap { $0 }
    }

    func countTokens(of texts: [String]) async throws -> [Int] {
        try await worker.countTokens(of: texts)
    }

    /// Encodes what is queued until the service stops.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in self.arrivals { await self.work() }
        }
        stop()
    }
}

extension EmbeddingEngine {
    private func encode(_ inputs: [EmbeddingInput], deadline: NIODeadline?) async throws -> [Embedding] {
        let call = Mutex<EmbeddingQueue.CallID?>(nil)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                do {
                    let id = try admit(inputs, deadline: deadline, caller: caller)
                    call.withLock { $0 = id }
                    arrival.yield()
                    // Cancelled before the call had its number, when the handler below found nothing to cancel.
                    if Task.isCancelled { cancel(id) }
                } catch {
                    caller.resume(throwing: error)
                }
            }
        } onCancel: {
            if let id = call.withLock({ $0 }) { cancel(id) }
        }
    }

    private func admit(
        _ inputs: [EmbeddingInput],
        deadline: NIODeadline?,
        caller: CheckedContinuation<[Embedding], any Error>
    ) throws(InferenceError) -> EmbeddingQueue.CallID {
        try state.withLock { state throws(InferenceError) in
            guard !state.isStopped else { throw .stopping }
            let id = try state.queue.add(inputs, deadline: deadline, now: clock.now())
            state.callers[id] = caller
            return id
        }
    }

    private func cancel(_ id: EmbeddingQueue.CallID) {
        let caller = state.withLock { state in
            state.queue.cancel(id)
            return state.callers.removeValue(forKey: id)
        }
        caller?.resume(throwing: CancellationError())
    }

    /// Carries out the queue's actions until it has none.
    private func work() async {
        while !Task.isCancelled {
            switch state.withLock({ $0.queue.next(now: clock.now()) }) {
            case .idle:
                return
            case .wait(let instant):
                // A cancelled sleep ends the loop above.
                try? await clock.sleep(.nanoseconds((instant - clock.now()).nanoseconds))
            case .expire(let calls):
                fail(calls, with: InferenceError.deadlinePassed)
            case .encode(let batch):
                await encode(batch)
            }
        }
    }

    private func encode(_ batch: EmbeddingQueue.Batch) async {
        let start = clock.now()
        do {
            let embeddings = try await worker.encode(batch.items.map(\.input))
            let elapsed = Duration.nanoseconds((clock.now() - start).nanoseconds)
            metrics.recordBatch(texts: embeddings.count, tokens: embeddings.reduce(0) { $0 + $1.tokens }, elapsed)
            let whole = state.withLock { state in
                for (item, embedding) in zip(batch.items, embeddings) {
                    state.cache.insert(embedding, for: item.input)
                }
                return state.queue.complete(batch, with: embeddings, took: elapsed).map { id, embeddings in
                    (state.callers.removeValue(forKey: id), embeddings)
                }
            }
            for (caller, embeddings) in whole { caller?.resume(returning: embeddings) }
        } catch {
            fail(state.withLock { $0.queue.fail(batch) }, with: error)
        }
    }

    private func fail(_ calls: [EmbeddingQueue.CallID], with error: any Error) {
        let callers = state.withLock { state in calls.compactMap { state.callers.removeValue(forKey: $0) } }
        for caller in callers { caller.resume(throwing: error) }
    }

    private func stop() {
        let calls = state.withLock { state in
            state.isStopped = true
            return state.queue.removeAll()
        }
        fail(calls, with: InferenceError.stopping)
    }
}
