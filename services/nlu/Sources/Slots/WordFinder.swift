import TextNormalization

/// Finds words that have one normal form each: colours, sizes, carriers, ways to pay. Carriers, being names, are found by
/// their sound too.
struct WordFinder: Sendable {
    private struct Form: Sendable {
        var scalars: [Unicode.Scalar]
        var kind: SlotKind
        var normalForm: String
        /// Only for names.
        var sound: SoundForm?
    }

    /// Forms by their first scalar, the longest first.
    private let forms: [Unicode.Scalar: [Form]]
    private let namesBySound: [Form]

    init(rules: SlotRules) {
        let groups: [(SlotKind, [String: [String]])] = [
            (.colour, rules.words.colour), (.size, rules.words.size), (.carrier, rules.words.carrier),
            (.paymentMethod, rules.words.paymentMethod),
        ]
        var forms: [Unicode.Scalar: [Form]] = [:]
        for (kind, words) in groups {
            for (normalForm, others) in words {
                for text in [normalForm] + others {
                    let scalars = NormalizedText(text).scalars
                    guard let first = scalars.first else { continue }
                    let sound = kind == .carrier ? SoundForm(scalars) : nil
                    forms[first, default: []].append(
                        Form(scalars: scalars, kind: kind, normalForm: normalForm, sound: sound)
                    )
                }
            }
        }
        self.forms = forms.mapValues { list in
            list.sorted { ($1.scalars.count, $0.normalForm) < ($0.scalars.count, $1.normalForm) }
        }
        namesBySound = forms.values.joined().filter { $0.sound != nil }
            .sorted { ($1.scalars.count, $0.normalForm) < ($0.scalars.count, $1.normalForm) }
    }

    func find(in text: [Unicode.Scalar]) -> [FoundSlot] {
        var found: [FoundSlot] = []
        var position = 0
        while position < text.count {
            if let form = forms[text[position]]?.first(where: { matches($0, text, at: position) }) {
                let range = position..<position + form.scalars.count
                found.append(
                    FoundSlot(kind: form.kind, range: range, confidence: 0.9, value: .normalized(form.normalForm))
                )
                position = range.upperBound
            } else if ScalarClass(text[position]) == .han,
                let form = namesBySound.first(where: { $0.sound?.matches(text, at: position) ?? false })
            {
                let range = position..<position + form.scalars.count
                found.append(
                    FoundSlot(kind: form.kind, range: range, confidence: 0.7, value: .normalized(form.normalForm))
                )
                position = range.upperBound
            } else {
                position += 1
            }
        }
        return found
    }

    private func matches(_ form: Form, _ text: [Unicode.Scalar], at position: Int) -> Bool {
        guard text[position...].starts(with: form.scalars) else { return false }
        guard ScalarClass(form.scalars[0]) != .han else { return true }
        // The "s" of "that's" is no size.
        let isContracted = form.scalars.count == 1 && position > 1 && text[position - 1] == "'"
        return !isContracted && DigitRun.isBounded(text, position..<position + form.scalars.count)
    }
}
