/// What a message says that may fill a task's values.
struct Said: Codable, Hashable, Sendable {
    /// The customer's words, shortened.
    var text = ""
    var orderNumbers: [String] = []
    var mentions: [Mention] = []
    /// Colours and sizes that describe what the customer has.
    var options: [String] = []
    /// Colours and sizes that the customer wants instead.
    var newOptions: [String] = []
    /// "大一码": sizes up from the present one; negative for down.
    var sizeStep = 0
    var methods: [String] = []
    var places: [Int] = []
    var meansAll = false
    /// "那件", "it": what was last talked about.
    var isPronoun = false
    /// "另一件": not what was talked about.
    var isOther = false

    /// A product by the customer's word, with the catalogue products that it may mean.
    struct Mention: Codable, Hashable, Sendable {
        var text: String
        var productIDs: [String]
    }

    /// True when it points at goods or an order.
    var describesGoods: Bool {
        !orderNumbers.isEmpty || !mentions.isEmpty || !options.isEmpty || !places.isEmpty || meansAll || isOther
    }

    var describesVariant: Bool { !newOptions.isEmpty || sizeStep != 0 }
}

extension Said {
    private static let charactersMax = 300

    /// Reads what belongs to one intent of a message, or the whole of it. With `isSwap` the words behind "换成" and
    /// "for" describe what is wanted, those before it what there is.
    init(_ text: String, _ understanding: Understanding, of intent: IntentReading? = nil, isSwap: Bool = false) {
        let scalars = Array(text.unicodeScalars)
        let start = Correction.start(in: text)
        let pivot = isSwap ? SwapWords.pivot(in: text, from: start) : nil
        func slots(_ kind: Slot.Kind) -> [Slot] {
            let found =
                intent.map { understanding.slots(kind, of: $0) } ?? understanding.slots.filter { $0.kind == kind }
            // The "s" of "that's" is no size.
            return found.filter { slot in
                let first = slot.span.lowerBound
                let isContracted =
                    slot.span.count == 1 && scalars.indices.contains(first - 1)
                    && "'’".unicodeScalars.contains(scalars[first - 1])
                return first >= start && !isContracted
            }
        }
        let part = intent.flatMap { understanding.intents.count > 1 ? $0.span : nil } ?? 0..<scalars.count
        let words = String(String.UnicodeScalarView(scalars[part.clamped(to: start..<scalars.count)]))
        let plain = PlainText(words)
        self.text = String(words.prefix(Self.charactersMax))
        orderNumbers = slots(.orderNumber).map(\.normalized)
        mentions = slots(.product).map { Mention(text: $0.text, productIDs: $0.candidates.map(\.id)) }
        let described = slots(.colour) + slots(.size)
        options = described.filter { $0.span.lowerBound < pivot ?? .max }.map(\.normalized)
        newOptions = described.filter { $0.span.lowerBound >= pivot ?? .max }.map(\.normalized)
        sizeStep = SwapWords.sizeStep(plain)
        methods = slots(.paymentMethod).map(\.normalized)
        places = slots(.ordinal).compactMap(\.position)
        meansAll =
            Ordinal.meansAll(plain)
            || ["整单", "都退", "都换", "一起退", "everything", "whole order"]
                .contains { plain.text.contains($0) }
        isPronoun = mentions.isEmpty && Pronoun.isIn(words)
        isOther = Pronoun.excludesFocus(words)
    }

    /// Two parts of one message that ask for the same thing.
    func merged(with other: Said) -> Said {
        var merged = self
        merged.text = String((text + " " + other.text).prefix(Self.charactersMax))
        merged.orderNumbers += other.orderNumbers
        merged.mentions += other.mentions
        merged.options += other.options
        merged.newOptions += other.newOptions
        merged.sizeStep = sizeStep == 0 ? other.sizeStep : sizeStep
        merged.methods += other.methods
        merged.places += other.places
        merged.meansAll = meansAll || other.meansAll
        return merged
    }
}

/// "不是灰色那件，是白色的": what stands before the correction is what is not meant.
enum Correction {
    private static let patterns: [(negation: String, turns: [String])] = [
        ("不是", ["而是", "，是", ",是", " 是", "是要", "，要", ",要", "我说的是", "我是说", "，我"]),
        ("不要", ["，要", ",要", "而要", " 要"]),
        ("搞错了", ["是", "要"]), ("说错了", ["是", "要"]), ("错了", ["，是", "应该是", "要"]),
        ("not the", [", the", "but the", "i mean", "i meant"]), ("not ", ["but ", "i mean", "i meant"]),
        ("sorry", ["i meant", "i mean"]), ("no,", ["the "]),
    ]

    /// The position in Unicode scalars from which the words count; 0 without a correction.
    static func start(in text: String) -> Int {
        let lower = Array(text.lowercased().unicodeScalars)
        guard lower.count == text.unicodeScalars.count else { return 0 }
        for (negation, turns) in patterns {
            guard let first = lower.position(of: negation, from: 0) else { continue }
            let from = first + negation.unicodeScalars.count
            let ends = turns.compactMap { turn in
                lower.position(of: turn, from: from).map { $0 + turn.unicodeScalars.count }
            }
            if let end = ends.min(), end < lower.count { return end }
        }
        return 0
    }
}

/// Words that stand between what there is and what is wanted instead.
enum SwapWords {
    private static let pivots = ["换成", "改成", "换为", "改为", "换个", "换一", "换", " to ", " for ", " into ", " instead"]

    /// Where what is wanted begins, in Unicode scalars.
    static func pivot(in text: String, from start: Int) -> Int? {
        let lower = Array(text.lowercased().unicodeScalars)
        guard lower.count == text.unicodeScalars.count else { return nil }
        return pivots.lazy.compactMap { lower.position(of: $0, from: start) }.first
    }

    static func sizeStep(_ text: PlainText) -> Int {
        let up = ["大一码", "大一号", "大一个码", "大一点", "大点", "大码一点", "加大", "size up", "bigger", "larger"]
        let down = ["小一码", "小一号", "小一个码", "小一点", "小点", "size down", "smaller"]
        if up.contains(where: { text.text.contains($0) }) { return 1 }
        return down.contains { text.text.contains($0) } ? -1 : 0
    }
}

extension [Unicode.Scalar] {
    fileprivate func position(of word: String, from start: Int) -> Int? {
        let wanted = Array(word.unicodeScalars)
        guard !wanted.isEmpty, count >= wanted.count, start <= count - wanted.count else { return nil }
        return (start...(count - wanted.count)).first { index in
            self[index..<(index + wanted.count)].elementsEqual(wanted)
        }
    }
}
