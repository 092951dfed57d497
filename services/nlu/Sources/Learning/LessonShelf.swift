import IntentPipeline

/// What the service came with, and how it becomes a lesson with what was taught since.
struct LessonShelf: Sendable {
    let examples: [IntentExample]
    /// What makes the first start short.
    var shipped = ShippedLesson.nothing
    let moods: MoodModels.Lessons
    /// Examples that are never trained on, to hold a candidate against.
    let kept: [IntentExample]
    let slotRules: SlotRules
    let catalogue: ProductCatalogue

    func lesson(with taught: [IntentExample]) -> IntentLesson { IntentLesson(examples + taught) }

    func slots(with words: [TaughtWord]) -> SlotFinder {
        SlotFinder(rules: slotRules.adding(words), catalogue: catalogue.adding(words))
    }

    /// All that is embedded for a lesson: its own texts, the moods' and the kept ones.
    func texts(for lesson: IntentLesson) -> [String] {
        let keptTexts = kept.flatMap { NormalizedMessage($0.text, history: $0.history).embeddedTexts }
        var seen: Set<String> = []
        return (lesson.texts + moods.texts + keptTexts).filter { seen.insert($0).inserted }
    }
}
