import TextNormalization

/// Finds every slot of a message. Where two claim the same characters, the longer wins, then the earlier kind.
struct SlotFinder: Sendable {
    private let numbers: NumberFinder
    private let counts: CountFinder
    private let words: WordFinder
    private let products: ProductFinder

    init(rules: SlotRules, catalogue: ProductCatalogue) {
        numbers = NumberFinder(rules: rules)
        counts = CountFinder(rules: rules)
        words = WordFinder(rules: rules)
        products = ProductFinder(catalogue: catalogue)
    }

    /// - Parameter today: the customer's day, for "昨天".
    func slots(in text: NormalizedText, today: CivilDate) -> [Slot] {
        let scalars = text.scalars
        let found =
            numbers.find(in: scalars) + EmailFinder.find(in: scalars) + DateFinder(today: today).find(in: scalars)
            + counts.find(in: scalars) + words.find(in: scalars) + products.find(in: scalars)
        return winners(found, textCount: scalars.count).map { slot in
            Slot(
                kind: slot.kind,
                span: text.originalSpan(of: slot.range),
                text: text.originalText(of: slot.range),
                confidence: slot.confidence,
                value: slot.value
            )
        }
    }

    private func winners(_ found: [FoundSlot], textCount: Int) -> [FoundSlot] {
        let ranked = found.sorted {
            ($1.range.count, $0.kind.rawValue, $0.range.lowerBound) < (
                $0.range.count, $1.kind.rawValue, $1.range.lowerBound
            )
        }
        var kept: [FoundSlot] = []
        var isTaken = [Bool](repeating: false, count: textCount)
        for slot in ranked where !isTaken[slot.range].contains(true) {
            kept.append(slot)
            for position in slot.range { isTaken[position] = true }
        }
        return kept.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}
