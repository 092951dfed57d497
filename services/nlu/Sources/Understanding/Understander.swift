import Foundation
import IntentPipeline
import Synchronization
import TextClassification
import TextNormalization

/// Understands messages by the model that serves now.
final class Understander: Sendable {
    struct Limits: Sendable, Hashable {
        /// UTF-8 bytes of a message.
        var textBytesMax = 16_384
        var batchMax = 256
        /// Parts of a message that are classified by themselves; the rest counts for the whole only.
        var partsMax = 6
        /// Earlier messages that are looked at.
        var historyMax = 8
    }

    private let state: Mutex<ServedModel>
    private let embedder: MessageEmbedder
    private let combination: IntentCombination
    private let limits: Limits
    private let work = WorkQueue(label: "nlu.understand")

    init(
        serving model: ServedModel,
        embedder: MessageEmbedder,
        combination: IntentCombination = IntentCombination(),
        limits: Limits = Limits()
    ) {
        state = Mutex(model)
        self.embedder = embedder
        self.combination = combination
        self.limits = limits
    }

    /// Puts another model into service; messages in progress end with the one they began with.
    func serve(_ model: ServedModel) { state.withLock { $0 = model } }

    var served: ServedModel { state.withLock { $0 } }

    /// Understands each message by itself, with one round of embedding for all.
    func understand(_ messages: [Message]) async throws -> [Understanding] {
        guard messages.count <= limits.batchMax else {
            throw NluError.tooManyMessages(count: messages.count, limit: limits.batchMax)
        }
        let prepared = try messages.map(prepare)
        let model = served
        var vectors: [String: [Float]]?
        if model.intents.usesEmbeddings {
            vectors = await embedder.vectors(
                of: prepared.flatMap { $0.whole.embeddedTexts + $0.parts.map(\.message.embeddedText) },
                model: model.intents.identity.embeddingModel
            )
        }
        return try await work.run { [vectors] in
            prepared.map { self.understanding(of: $0, model: model, vectors: vectors) }
        }
    }

    private struct Prepared: Sendable {
        var message: Message
        var whole: NormalizedMessage
        /// Empty when the message has one part only.
        var parts: [(segment: MessageSegment, message: NormalizedMessage)]
    }

    private func prepare(_ message: Message) throws -> Prepared {
        let bytes = message.text.utf8.count
        guard bytes <= limits.textBytesMax else {
            throw NluError.textTooLong(bytes: bytes, limit: limits.textBytesMax)
        }
        let history = message.history.suffix(limits.historyMax).map { turn in
            HistoryTurn(speaker: turn.speaker, text: String(turn.text.prefix(NormalizedMessage.embeddedScalarsMax)))
        }
        let whole = NormalizedMessage(message.text, history: history)
        let normalized = whole.text
        guard normalized.scalars.contains(where: { $0 != " " }) else { throw NluError.emptyText }
        let segments = MessageSegment.segments(of: normalized)
        return Prepared(
            message: message,
            whole: whole,
            parts: segments.count < 2
                ? []
                : segments.prefix(limits.partsMax).map { segment in
                    (segment, NormalizedMessage(part: normalized.scalars[segment.range], of: whole))
                }
        )
    }

    private func understanding(
        of prepared: Prepared,
        model: ServedModel,
        vectors: [String: [Float]]?
    ) -> Understanding {
        let normalized = prepared.whole.text
        let today = CivilDate(prepared.message.now, in: prepared.message.timeZone)
        let parts = prepared.parts.compactMap { part in
            model.intents.classify(part.message, vectors: vectors).map {
                IntentCombination.Part(segment: part.segment, classification: $0)
            }
        }
        let combined = model.intents.classify(prepared.whole, vectors: vectors).map {
            combination.combine(whole: $0, parts: parts, in: normalized)
        }
        return Understanding(
            language: TextLanguage(of: normalized),
            intents: combined?.intents ?? [],
            slots: model.slots.slots(in: normalized, today: today),
            mood: model.moods.mood(of: prepared.whole, vectors: vectors),
            outsideProbability: combined?.outsideProbability ?? 0,
            modelVersion: model.intents.identity.version,
            isDegraded: vectors == nil
        )
    }
}
