import Foundation
import IntentPipeline
import Logging
import Synchronization

/// Teaches while serving: fits a candidate beside the running model, holds both against kept messages, promotes it when
/// nothing taught before falls too far, and goes back on request. One lesson at a time, over all replicas.
final class Teacher: Sendable {
    struct Limits: Sendable, Hashable {
        /// Examples of one lesson.
        var examplesMax = 1_000
        /// Records of lessons that are kept.
        var versionsMax = 100
        var margins = ShadowTrial.Margins()
        /// UTF-8 bytes of an example's text.
        var textBytesMax = 16_384
    }

    struct Lesson: Sendable, Hashable {
        var examples: [IntentExample]
        var words: [TaughtWord]
        var author: String
        var idempotencyKey: String
    }

    private let keeper: ModelKeeper
    private let limits: Limits
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let isTeaching = Mutex(false)

    init(
        keeper: ModelKeeper,
        limits: Limits,
        logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.keeper = keeper
        self.limits = limits
        self.logger = logger
        self.now = now
    }

    /// The record of what became of the lesson; that of the first time when the key was seen before.
    func teach(_ lesson: Lesson) async throws -> VersionRecord {
        try check(lesson)
        return try await alone {
            let records = keeper.versions.records
            if !lesson.idempotencyKey.isEmpty,
                let known = records.first(where: { $0.idempotencyKey == lesson.idempotencyKey })
            {
                return known
            }
            try await keeper.follow()
            return try await learn(lesson, number: (records.first?.number ?? 0) + 1)
        }
    }

    private func learn(_ lesson: Lesson, number: Int) async throws -> VersionRecord {
        let served = keeper.understander.served
        let earlier = keeper.versions.record(served.number)
        let taught = (earlier?.taught ?? []) + lesson.examples
        let words = (earlier?.words ?? []) + lesson.words
        let whole = keeper.shelf.lesson(with: taught)
        let embeddings = try await keeper.embeddings(for: whole, model: served.intents.identity.embeddingModel)
        let candidate = try await keeper.candidate(whole, embeddings: embeddings)
        let trial = ShadowTrial(kept: keeper.shelf.kept, taught: earlier?.taught ?? [], lesson: lesson.examples)
        let verdict = trial.verdict(
            before: served.intents,
            after: candidate,
            vectors: embeddings?.vectors,
            margins: limits.margins
        )
        let record = VersionRecord(
            number: number,
            version: candidate.identity.version,
            author: lesson.author,
            createdUnixMilliseconds: Int64(now().timeIntervalSince1970 * 1_000),
            idempotencyKey: lesson.idempotencyKey,
            isPromoted: verdict.refusal == nil,
            reason: verdict.refusal ?? "",
            taught: taught,
            words: words,
            exampleCount: whole.examples.count,
            accuracy: verdict.accuracy,
            macroF1: verdict.macroF1
        )
        try keeper.versions.add(record)
        if record.isPromoted {
            keeper.store(candidate)
            try keeper.versions.setServing(number)
            try await keeper.serve(candidate, number: number, words: words, embeddings: embeddings)
        }
        keeper.versions.prune(keeping: limits.versionsMax)
        logger.notice(
            "lesson learnt",
            metadata: [
                "nlu.number": "\(number)", "nlu.model": "\(record.version)", "nlu.promoted": "\(record.isPromoted)",
                "nlu.reason": "\(record.reason)", "nlu.accuracy": "\(record.accuracy.rounded(toPlaces: 4))",
            ]
        )
        return record
    }

    /// Goes back to a promoted version by its name; an empty name means the one before that in service.
    func rollBack(to version: String) async throws -> VersionRecord {
        try await alone {
            let serving = keeper.versions.servingNumber
            let promoted = history.filter(\.isPromoted)
            let target =
                version.isEmpty
                ? promoted.first { $0.number < serving }
                : promoted.first { $0.version == version || $0.version.hasPrefix(version + "+") }
            guard let target else { throw NluError.unknownVersion(version) }
            try keeper.versions.setServing(target.number)
            try await keeper.follow()
            logger.notice(
                "rolled back",
                metadata: ["nlu.number": "\(target.number)", "nlu.model": "\(target.version)"]
            )
            return target
        }
    }

    var servingNumber: Int { keeper.understander.served.number }

    /// Every lesson that is remembered, the newest first, down to what the service came with.
    var history: [VersionRecord] {
        let served = keeper.understander.served
        let shipped = keeper.shelf.lesson(with: [])
        let model = served.intents.identity.embeddingModel
        return keeper.versions.records + [
            .shipped(
                version: IntentModelIdentity(lesson: shipped.identifier, embeddingModel: model).version,
                exampleCount: shipped.examples.count
            )
        ]
    }

    private func check(_ lesson: Lesson) throws {
        let count = lesson.examples.count + lesson.words.count
        guard count >= 1, lesson.examples.count <= limits.examplesMax else {
            throw NluError.badLesson(
                reason: "it has \(lesson.examples.count) examples; 1 to \(limits.examplesMax) are taught at once"
            )
        }
        for (index, example) in lesson.examples.enumerated() {
            guard example.text.utf8.count <= limits.textBytesMax else {
                throw NluError.badLesson(reason: "example \(index + 1) is longer than \(limits.textBytesMax) bytes")
            }
            if let rule = example.brokenRule {
                throw NluError.badLesson(reason: "example \(index + 1) must have \(rule)")
            }
            guard Self.isIntentName(example.intent) else {
                throw NluError.badLesson(
                    reason: "the intent \"\(example.intent)\" of example \(index + 1) must be "
                        + "lower_case_with_underscores"
                )
            }
        }
    }

    private static func isIntentName(_ name: String) -> Bool {
        name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    /// One lesson or step back at a time in this process and over the shared folder.
    private func alone<Result>(_ body: () async throws -> Result) async throws -> Result {
        let isFirst = isTeaching.withLock { isTeaching in
            defer { isTeaching = true }
            return !isTeaching
        }
        guard isFirst else { throw NluError.busyTeaching }
        defer { isTeaching.withLock { $0 = false } }
        guard let result = try await keeper.versions.withLock(body) else { throw NluError.busyTeaching }
        return result
    }
}
