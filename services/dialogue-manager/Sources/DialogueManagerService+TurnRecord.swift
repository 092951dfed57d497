import Contracts

extension DialogueV1.TurnRecord {
    init(_ record: TurnRecord) {
        self.init(
            messageId: record.messageID,
            understanding: record.understanding.map(NluV1.Understanding.init),
            decisions: record.steps.flatMap { step in
                [DialogueV1.Decision(step)] + (step.wording.map { [DialogueV1.Decision($0)] } ?? [])
            },
            calls: record.calls.map(DialogueV1.ServiceCall.init),
            facts: record.steps.flatMap(\.facts),
            durationUs: UInt64(clamping: record.durationMicroseconds)
        )
    }
}

extension DialogueV1.Decision {
    fileprivate init(_ step: TurnRecord.Step) {
        self.init(by: step.goal.name, what: step.decision.summary, why: step.decision.reason)
    }
}

extension DialogueV1.Decision {
    fileprivate init(_ wording: Wording) {
        self.init(
            by: "language model",
            what: "write \(wording.text)",
            why: wording.refusal.map { "not said: \($0)" } ?? "every fact is named once and no value is in it"
        )
    }
}

extension DialogueV1.ServiceCall {
    fileprivate init(_ call: TurnRecord.Call) {
        self.init(
            method: call.method,
            code: UInt32(bitPattern: call.code),
            durationUs: UInt64(clamping: call.durationMicroseconds)
        )
    }
}

extension TurnRecord.Step {
    /// The facts of this step's answer by name; those of lists carry their place in it.
    fileprivate var facts: [TypesV1.Attribute] {
        decision.reply?.answer.facts.attributes(prefix: "") ?? []
    }
}

extension Facts {
    fileprivate func attributes(prefix: String) -> [TypesV1.Attribute] {
        sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { name, value -> [TypesV1.Attribute] in
            let path = prefix + name.rawValue
            guard case .list(let items) = value else { return [TypesV1.Attribute(name: path, value: value.plain)] }
            return items.enumerated().flatMap { $1.attributes(prefix: "\(path)[\($0)].") }
        }
    }
}

extension FactValue {
    /// The value itself, before any language.
    fileprivate var plain: String {
        switch self {
        case .text(let text): text
        case .localized(let text): text.chinese
        case .texts(let texts): texts.joined(separator: ",")
        case .number(let number): String(number)
        case .money(let money): "\(money.minorUnits) \(money.currency)"
        case .date(let moment), .time(let moment): String(moment.milliseconds)
        case .word(_, let code): code
        case .words(_, let codes): codes.joined(separator: ",")
        case .method(let method): method.id
        case .list(let items): String(items.count)
        }
    }
}

extension NluV1.Understanding {
    fileprivate init(_ understanding: Understanding) {
        self.init(
            language: understanding.language.map(TypesV1.Language.init) ?? .unspecified,
            intents: understanding.intents.map { intent in
                NluV1.IntentSpan(
                    candidates: [NluV1.IntentScore(intent: intent.name, confidence: intent.confidence)],
                    span: intent.span.map(NluV1.Span.init)
                )
            },
            slots: understanding.slots.map { slot in
                NluV1.Slot(
                    kind: NluV1.SlotKind(slot.kind),
                    span: NluV1.Span(slot.span),
                    text: slot.text,
                    value: .normalized(slot.normalized)
                )
            },
            outsideProbability: understanding.outsideProbability,
            modelVersion: understanding.model
        )
    }
}

extension NluV1.Span {
    fileprivate init(_ span: Range<Int>) {
        self.init(start: UInt32(clamping: span.lowerBound), end: UInt32(clamping: span.upperBound))
    }
}

extension NluV1.SlotKind {
    fileprivate init(_ kind: Slot.Kind) {
        self =
            switch kind {
            case .orderNumber: .orderNumber
            case .trackingNumber: .trackingNumber
            case .product: .product
            case .size: .size
            case .colour: .colour
            case .ordinal: .ordinal
            case .paymentMethod: .paymentMethod
            case .other: .unspecified
            }
    }
}
