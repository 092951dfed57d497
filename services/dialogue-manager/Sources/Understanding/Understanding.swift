/// What the nlu read in one message.
struct Understanding: Codable, Hashable, Sendable {
    /// Nil when the nlu could not tell (a number, an emoji): the conversation's language stays.
    var language: Language?
    /// In the order in which the message asks.
    var intents: [IntentReading]
    var slots: [Slot]
    /// Calibrated odds in 0...1 that nothing taught covers the message.
    var outsideProbability: Double
    /// -1 (furious) to 1 (delighted); 0 where the nlu did not tell.
    var valence: Double
    /// The version of the model that read it, so that a recorded turn can be explained later.
    var model: String

    init(
        language: Language?,
        intents: [IntentReading] = [],
        slots: [Slot] = [],
        outsideProbability: Double = 0,
        valence: Double = 0,
        model: String = ""
    ) {
        self.language = language
        self.intents = intents
        self.slots = slots
        self.outsideProbability = outsideProbability
        self.valence = valence
        self.model = model
    }

    /// The slots of one kind that belong to an intent: those inside its part of the message, else those of no
    /// intent's part. With one intent, all of them are its.
    func slots(_ kind: Slot.Kind, of intent: IntentReading) -> [Slot] {
        let ofKind = slots.filter { $0.kind == kind }
        guard intents.count > 1, let span = intent.span else { return ofKind }
        let inside = ofKind.filter { span.overlaps($0.span) }
        guard inside.isEmpty else { return inside }
        return ofKind.filter { slot in !intents.contains { $0.span?.overlaps(slot.span) ?? false } }
    }
}

/// One intent of a message, by the nlu's name for it, with its calibrated probability in 0...1.
struct IntentReading: Codable, Hashable, Sendable {
    var name: String
    var confidence: Double
    /// The part of the message that asks it, in Unicode scalars.
    var span: Range<Int>?

    init(_ name: String, _ confidence: Double = 1, span: Range<Int>? = nil) {
        self.name = name
        self.confidence = confidence
        self.span = span
    }
}

/// One value found in a message.
struct Slot: Codable, Hashable, Sendable {
    enum Kind: String, Codable, Sendable {
        case orderNumber
        case trackingNumber
        case product
        case size
        case colour
        case ordinal
        case paymentMethod
        case other
    }

    var kind: Kind
    /// As written by the customer.
    var text: String
    /// Numbers in their normal form; the text itself where there is none.
    var normalized: String
    /// The position an ordinal names, from 1; -1 is the last.
    var position: Int?
    /// Catalogue products that a mention may mean, best first.
    var candidates: [ProductCandidate]
    /// Where it stands in the message, in Unicode scalars.
    var span: Range<Int>

    init(
        _ kind: Kind,
        _ text: String,
        normalized: String? = nil,
        position: Int? = nil,
        candidates: [ProductCandidate] = [],
        span: Range<Int> = 0..<0
    ) {
        self.kind = kind
        self.text = text
        self.normalized = normalized ?? text
        self.position = position
        self.candidates = candidates
        self.span = span
    }
}

struct ProductCandidate: Codable, Hashable, Sendable {
    var id: String
    /// 0 to 1.
    var score: Double
}
