import Dispatch
import Foundation
import ItemRecommendation
import Logging
import ServiceLifecycle
import Synchronization

/// Trains on all recorded events, beside serving, one training at a time.
///
/// The work outlives the call that asked for it: it runs in this service, and callers only watch.
final class ModelTraining: Service {
    struct Progress: Hashable, Sendable {
        let stage: String
        /// 0 to 1.
        let done: Double
        /// Set in the last one alone.
        var version: RecommenderSummary?
    }

    private struct Job {
        let version: String
        let key: String
        var watchers: [AsyncThrowingStream<Progress, any Error>.Continuation]
    }

    private struct State {
        var running: Job?
        /// What the last key led to, so that a repeated call trains nothing.
        var last: (key: String, version: String)?
    }

    private let store: BehaviourStore
    private let models: ModelStore
    private let settings: RecommenderSettings
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let state = Mutex(State())
    private let requests: AsyncStream<String>
    private let request: AsyncStream<String>.Continuation

    /// Customers with two products or more that are needed to learn anything.
    static let sequencesMin = 10

    init(
        store: BehaviourStore,
        models: ModelStore,
        settings: RecommenderSettings,
        now: @escaping @Sendable () -> Date,
        logger: Logger
    ) {
        self.store = store
        self.models = models
        self.settings = settings
        self.now = now
        self.logger = logger
        (requests, request) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await version in self.requests { await self.train(version) }
        }
        // What was asked for and not begun ends with the process.
        finish(.failure(CancellationError()), version: "")
    }

    /// Begins a training, or watches the one that the same key began. Throws when another one runs.
    func begin(key: String) throws(ModelError) -> AsyncThrowingStream<Progress, any Error> {
        let (stream, watcher) = AsyncThrowingStream<Progress, any Error>.makeStream(
            bufferingPolicy: .bufferingNewest(64)
        )
        let version = RecommenderFolder.version(at: now())
        let result: Result<Bool, ModelError> = state.withLock { state in
            if let job = state.running {
                guard !key.isEmpty, job.key == key else { return .failure(.trainingRuns(version: job.version)) }
                state.running?.watchers.append(watcher)
                return .success(false)
            }
            if !key.isEmpty, let last = state.last, last.key == key, let done = models.summary(of: last.version) {
                watcher.yield(Progress(stage: "done", done: 1, version: done))
                watcher.finish()
                return .success(false)
            }
            state.running = Job(version: version, key: key, watchers: [watcher])
            return .success(true)
        }
        if try result.get(), case .terminated = request.yield(version) {
            finish(.failure(CancellationError()), version: version)
        }
        return stream
    }

    private func train(_ version: String) async {
        do {
            tell(Progress(stage: "reading events", done: 0))
            let (sequences, events) = try await store.sequences(eventsOfCustomerMax: settings.sequenceItemsMax)
            let useful = (0..<sequences.userCount).count { sequences[$0].count > 1 }
            guard useful >= Self.sequencesMin else {
                throw ModelError.tooFewSequences(count: useful, needed: Self.sequencesMin)
            }
            let recommender = try await fit(sequences)
            var summary = RecommenderSummary(
                of: recommender,
                fittedOn: sequences,
                version: version,
                createdUnixMilliseconds: Int64(now().timeIntervalSince1970 * 1_000)
            )
            summary.interactions = events
            try await models.add(recommender, summary)
            logger.info(
                "model trained",
                metadata: ["recommendation.version": "\(version)", "recommendation.events": "\(events)"]
            )
            finish(.success(Progress(stage: "done", done: 1, version: summary)), version: version)
        } catch {
            logger.error("training failed", metadata: ["recommendation.reason": "\(error)"])
            finish(.failure(error), version: version)
        }
    }

    /// Fits on a thread of its own for minutes. A fit cannot be interrupted: when the process stops it is left behind,
    /// and a version is whole or absent.
    private func fit(_ sequences: InteractionSequences) async throws -> ItemRecommender {
        let (results, result) = AsyncStream<Result<ItemRecommender, any Error>>.makeStream()
        DispatchQueue(label: "recommendation.train", qos: .utility).async { [settings] in
            var count = 0
            let outcome = Result {
                try ItemRecommender(fitting: sequences, settings: settings) { stage in
                    count += 1
                    self.tell(Progress(stage: stage, done: min(0.95, Double(count) / Double(Self.stagesOfFit + 1))))
                }
            }
            result.yield(outcome.mapError { $0 as any Error })
            result.finish()
        }
        for await outcome in results { return try outcome.get() }
        throw CancellationError()
    }

    /// Stages that fitting a recommender tells of.
    private static let stagesOfFit = 13

    private func tell(_ progress: Progress) {
        for watcher in state.withLock({ $0.running?.watchers ?? [] }) { watcher.yield(progress) }
    }

    private func finish(_ result: Result<Progress, any Error>, version: String) {
        let job = state.withLock { state in
            let job = state.running
            state.running = nil
            if case .success = result, let job { state.last = (job.key, version) }
            return job
        }
        for watcher in job?.watchers ?? [] {
            switch result {
            case .success(let progress):
                watcher.yield(progress)
                watcher.finish()
            case .failure(let error):
                watcher.finish(throwing: error)
            }
        }
    }
}
