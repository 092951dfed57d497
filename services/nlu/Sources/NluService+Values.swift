import Contracts
import Foundation
import IntentPipeline
import TextNormalization

extension NluV1.UnderstandRequest {
    /// Zero and empty stand for the service's clock and default zone.
    func message(defaultTimeZone: TimeZone) throws -> Message {
        var zone = defaultTimeZone
        if !timeZone.isEmpty {
            guard let known = TimeZone(identifier: timeZone) else { throw NluError.unknownTimeZone(timeZone) }
            zone = known
        }
        let now = nowUnixMs == 0 ? Date() : Date(timeIntervalSince1970: Double(nowUnixMs) / 1_000)
        return Message(text: text, history: history.map(HistoryTurn.init), now: now, timeZone: zone)
    }
}

extension HistoryTurn {
    fileprivate init(_ message: NluV1.HistoryMessage) { self.init(speaker: message.speaker, text: message.text) }
}

extension Teacher.Lesson {
    /// Examples may come for their words alone, without an intent.
    init(_ request: NluV1.TeachRequest) throws {
        self.init(
            examples: request.examples.filter { !$0.intent.isEmpty || $0.slots.isEmpty }.map { example in
                IntentExample(
                    text: example.text,
                    intent: example.intent,
                    history: example.history.map(HistoryTurn.init)
                )
            },
            words: try request.examples.flatMap { example in try example.slots.map { try $0.word(in: example.text) } },
            author: request.author,
            idempotencyKey: request.idempotencyKey
        )
    }
}

extension NluV1.TaughtSlot {
    fileprivate func word(in text: String) throws -> TaughtWord {
        let scalars = Array(text.unicodeScalars)
        let start = Int(span?.start ?? 0)
        let end = Int(span?.end ?? 0)
        guard start < end, end <= scalars.count else {
            throw NluError.badLesson(reason: "a slot's span \(start)..<\(end) is not within its text")
        }
        let kinds: [NluV1.SlotKind: String] = [
            .colour: "colour", .size: "size", .carrier: "carrier", .paymentMethod: "payment_method",
            .product: "product",
        ]
        guard let name = kinds[kind], !value.isEmpty else {
            throw NluError.badLesson(
                reason: "a slot must have a value and be a colour, size, carrier, payment method or product"
            )
        }
        return TaughtWord(kind: name, text: String(String.UnicodeScalarView(scalars[start..<end])), value: value)
    }
}

extension NluV1.ModelVersion {
    init(_ record: VersionRecord, servingNumber: Int) {
        self.init(
            version: record.version,
            createdUnixMs: record.createdUnixMilliseconds,
            author: record.author,
            serving: record.number == servingNumber,
            examples: UInt32(clamping: record.exampleCount),
            accuracy: record.accuracy,
            macroF1: record.macroF1
        )
    }
}

extension NluV1.Understanding {
    init(_ understanding: Understanding, timeZone: TimeZone) {
        self.init(
            language: TypesV1.Language(understanding.language),
            intents: understanding.intents.map(NluV1.IntentSpan.init),
            slots: understanding.slots.map { NluV1.Slot($0, timeZone: timeZone) },
            sentiment: NluV1.Sentiment(
                valence: understanding.mood.valence,
                urgency: understanding.mood.urgency
            ),
            outsideProbability: understanding.outsideProbability,
            modelVersion: understanding.modelVersion,
            degraded: understanding.isDegraded
        )
    }
}

extension TypesV1.Language {
    fileprivate init(_ language: TextLanguage) {
        switch language {
        case .chinese: self = .chinese
        case .english: self = .english
        case .mixed: self = .mixed
        case .other: self = .other
        case .undetermined: self = .unspecified
        }
    }
}

extension NluV1.IntentSpan {
    fileprivate init(_ reading: IntentReading) {
        self.init(
            candidates: reading.candidates.map { NluV1.IntentScore(intent: $0.intent, confidence: $0.confidence) },
            span: NluV1.Span(reading.span)
        )
    }
}

extension NluV1.Span {
    fileprivate init(_ span: Range<Int>) {
        self.init(start: UInt32(span.lowerBound), end: UInt32(span.upperBound))
    }
}

extension NluV1.Slot {
    fileprivate init(_ slot: Slot, timeZone: TimeZone) {
        self.init(
            kind: NluV1.SlotKind(slot.kind),
            span: NluV1.Span(slot.span),
            text: slot.text,
            confidence: slot.confidence,
            value: NluV1.Slot.Value(slot.value, timeZone: timeZone)
        )
    }
}

extension NluV1.Slot.Value {
    fileprivate init(_ value: SlotValue, timeZone: TimeZone) {
        switch value {
        case .normalized(let text): self = .normalized(text)
        case .number(let number): self = .number(number)
        case .money(let amount, let currency): self = .money(TypesV1.Money(amountMinor: amount, currency: currency))
        case .days(let days):
            self = .time(
                TypesV1.TimeRange(
                    startUnixMs: days.lowerBound.startMilliseconds(in: timeZone),
                    endUnixMs: days.upperBound.advanced(by: 1).startMilliseconds(in: timeZone)
                )
            )
        case .products(let candidates):
            self = .product(
                NluV1.ProductMention(
                    candidates: candidates.map {
                        NluV1.ProductCandidate(productId: $0.id, name: $0.name, score: $0.score)
                    }
                )
            )
        }
    }
}

extension NluV1.SlotKind {
    fileprivate init(_ kind: SlotKind) {
        switch kind {
        case .orderNumber: self = .orderNumber
        case .trackingNumber: self = .trackingNumber
        case .phone: self = .phone
        case .email: self = .email
        case .money: self = .money
        case .time: self = .time
        case .size: self = .size
        case .quantity: self = .quantity
        case .ordinal: self = .ordinal
        case .colour: self = .colour
        case .carrier: self = .carrier
        case .paymentMethod: self = .paymentMethod
        case .product: self = .product
        }
    }
}
