import Foundation
import Synchronization
import TextClassification

/// Understands messages by the model that serves now.
final class Understander: Sendable {
    struct Limits: Sendable, Hashable {
        /// UTF-8 bytes of a message.
        var textBytesMax = 16_384
        var batchMax = 256
        /// Parts of a message that are classified by themselves; the rest counts for the whole only.
        var partsMax = 6
        /// Scalars of a text that are embedded; the encoder reads no more than its context anyway.
        var embeddedScalarsMax = 600
    }

    private let model: Mutex<IntentModel>
    private let slotFinder: SlotFinder
    private let embedder: MessageEmbedder
    private let combination: IntentCombination
    private let limits: Limits
    private let work = WorkQueue(label: "nlu.understand")

    init(
        model: IntentModel,
        slotFinder: SlotFinder,
        embedder: MessageEmbedder,
        combination: IntentCombination = IntentCombination(),
        limits: Limits = Limits()
    ) {
        self.model = Mutex(model)
        self.slotFinder = slotFinder
        self.embedder = embedder
        self.combination = combination
        self.limits = limits
    }

    /// Puts another model into service; messages in progress end with the one they began with.
    func serve(_ newModel: IntentModel) { model.withLock { $0 = newModel } }

    var servedIdentity: IntentModelIdentity { model.withLock { $0.identity } }

    /// Understands each message by itself, with one round of embedding for all.
    func understand(_ messages: [Message]) async throws -> [Understanding] {
        guard messages.count <= limits.batchMax else {
            throw NluError.tooManyMessages(count: messages.count, limit: limits.batchMax)
        }
        let prepared = try messages.map(prepare)
        let model = model.withLock { $0 }
        var vectors: [String: [Float]]?
        if model.usesEmbeddings {
            vectors = await embedder.vectors(
                of: prepared.flatMap { [$0.text] + $0.segments.map(\.text) },
                model: model.identity.embeddingModel
            )
        }
        return try await work.run { [vectors] in
            prepared.map { self.understanding(of: $0, model: model, vectors: vectors) }
        }
    }

    private struct Prepared: Sendable {
        var message: Message
        var normalized: NormalizedText
        /// What is embedded for the whole message.
        var text: String
        /// Empty when the message has one part only.
        var segments: [(segment: MessageSegment, text: String)]
    }

    private func prepare(_ message: Message) throws -> Prepared {
        let bytes = message.text.utf8.count
        guard bytes <= limits.textBytesMax else {
            throw NluError.textTooLong(bytes: bytes, limit: limits.textBytesMax)
        }
        let normalized = NormalizedText(message.text)
        guard normalized.scalars.contains(where: { $0 != " " }) else { throw NluError.emptyText }
        let segments = MessageSegment.segments(of: normalized)
        return Prepared(
            message: message,
            normalized: normalized,
            text: embeddedText(normalized.scalars[...]),
            segments: segments.count < 2
                ? [] : segments.prefix(limits.partsMax).map { ($0, embeddedText(normalized.scalars[$0.range])) }
        )
    }

    private func embeddedText(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars.prefix(limits.embeddedScalarsMax)))
    }

    private func understanding(
        of prepared: Prepared,
        model: IntentModel,
        vectors: [String: [Float]]?
    ) -> Understanding {
        func classify(_ scalars: [Unicode.Scalar], _ text: String) -> Classification? {
            model.classifier.classify(scalars, embedding: vectors?[text])
                ?? model.classifier.classify(scalars, embedding: nil)
        }
        let normalized = prepared.normalized
        let today = CivilDate(prepared.message.now, in: prepared.message.timeZone)
        let parts = prepared.segments.compactMap { entry in
            classify(Array(normalized.scalars[entry.segment.range]), entry.text).map {
                IntentCombination.Part(segment: entry.segment, classification: $0)
            }
        }
        let combined = classify(normalized.scalars, prepared.text).map {
            combination.combine(whole: $0, parts: parts, in: normalized)
        }
        return Understanding(
            language: TextLanguage(of: normalized),
            intents: combined?.intents ?? [],
            slots: slotFinder.slots(in: normalized, today: today),
            outsideProbability: combined?.outsideProbability ?? 0,
            modelVersion: model.identity.version,
            isDegraded: vectors == nil
        )
    }
}
