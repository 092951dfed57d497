import Contracts
import MeshRuntime

/// The nlu behind its port.
struct NluPeer: Sendable {
    private let client: NluV1.NluClient
    private let timeout: Duration

    init(client: MeshClient, timeout: Duration) {
        self.client = NluV1.NluClient(client)
        self.timeout = timeout
    }

    func understand(_ request: UnderstandingRequest) async throws -> Understanding {
        let response = try await client.understand(
            NluV1.UnderstandRequest(
                text: request.text,
                history: request.history.map { NluV1.HistoryMessage(speaker: $0.speaker.rawValue, text: $0.text) },
                nowUnixMs: request.now.milliseconds,
                timeZone: request.timeZone
            ),
            options: CallOptions(timeout: timeout)
        )
        guard let understanding = response.understanding else {
            throw CallError(.internalError, "the nlu answered without an understanding")
        }
        return Understanding(understanding)
    }
}

extension Understanding {
    init(_ understanding: NluV1.Understanding) {
        self.init(
            language: Language(understanding.language),
            intents: understanding.intents.compactMap(IntentReading.init),
            slots: understanding.slots.map(Slot.init),
            outsideProbability: understanding.outsideProbability,
            valence: understanding.sentiment?.valence ?? 0,
            model: understanding.modelVersion
        )
    }
}

extension Language {
    /// Mixed messages are answered in Chinese; a language that we do not speak leaves the conversation's.
    init?(_ language: TypesV1.Language) {
        switch language {
        case .chinese, .mixed: self = .chinese
        case .english: self = .english
        case .unspecified, .other, .unrecognized: return nil
        }
    }
}

extension IntentReading {
    fileprivate init?(_ intent: NluV1.IntentSpan) {
        guard let best = intent.candidates.first else { return nil }
        self.init(best.intent, best.confidence, span: intent.span.flatMap { Range($0) })
    }
}

extension Range<Int> {
    /// Nil for a span that ends before it starts.
    fileprivate init?(_ span: NluV1.Span) {
        guard span.start <= span.end else { return nil }
        self = Int(span.start)..<Int(span.end)
    }
}

extension Slot {
    fileprivate init(_ slot: NluV1.Slot) {
        var normalized: String?
        var position: Int?
        var candidates: [ProductCandidate] = []
        switch slot.value {
        case .normalized(let value): normalized = value
        case .number(let value): position = Int(exactly: value)
        case .product(let mention):
            candidates = mention.candidates.map { ProductCandidate(id: $0.productId, score: $0.score) }
        case .money, .time, nil: break
        }
        self.init(
            Kind(slot.kind),
            slot.text,
            normalized: normalized,
            position: position,
            candidates: candidates,
            span: slot.span.flatMap { Range($0) } ?? 0..<0
        )
    }
}

extension Slot.Kind {
    fileprivate init(_ kind: NluV1.SlotKind) {
        switch kind {
        case .orderNumber: self = .orderNumber
        case .trackingNumber: self = .trackingNumber
        case .product: self = .product
        case .size: self = .size
        case .colour: self = .colour
        case .ordinal: self = .ordinal
        case .paymentMethod: self = .paymentMethod
        default: self = .other
        }
    }
}
