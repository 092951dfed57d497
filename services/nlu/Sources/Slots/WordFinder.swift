import TextNormalization

/// Finds words that have one normal form each: colours, sizes, carriers, ways to pay.
struct WordFinder: Sendable {
    private struct Form: Sendable {
        var scalars: [Unicode.Scalar]
        var kind: SlotKind
        var normalForm: String
    }

    /// Forms by their first scalar, the longest first.
    private let forms: [Unicode.Scalar: [Form]]

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
                    forms[first, default: []].append(Form(scalars: scalars, kind: kind, normalForm: normalForm))
                }
            }
        }
        self.forms = forms.mapValues { list in
            list.sorted { ($1.scalars.count, $0.normalForm) < ($0.scalars.count, $1.normalForm) }
        }
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
            } else {
                position += 1
            }
        }
        return found
    }

    private func matches(_ form: Form, _ text: [Unicode.Scalar], at position: Int) -> Bool {
        guard text[position...].starts(with: form.scalars) else { return false }
        guard ScalarClass(form.scalars[0]) != .han else { return true }
        return DigitRun.isBounded(text, position..<position + form.scalars.count)
    }
}
