import IntentPipeline
import Testing
import TextClassification
import TextNormalization

@testable import Nlu

/// The examples that come with the service, and what is learnt from them without embeddings.
@Suite struct ShippedExamplesTests {
    private static func examples() throws -> [IntentExample] {
        try IntentExample.readFolder(ServiceFolder.config + "/examples")
    }

    private static func heldOut() throws -> [IntentExample] {
        try IntentExample.readFile(ServiceFolder.config + "/held-out.jsonl")
    }

    private static func isChinese(_ example: IntentExample) -> Bool {
        NormalizedText(example.text).scalars.contains { ScalarClass($0) == .han }
    }

    @Test func everyIntentHasEnoughExamplesInBothLanguages() throws {
        let byIntent = Dictionary(grouping: try Self.examples(), by: \.intent)
        #expect(byIntent.count >= 45)
        for (intent, examples) in byIntent {
            #expect(examples.count(where: Self.isChinese) >= 25, "\(intent)")
            #expect(examples.count { !Self.isChinese($0) } >= 10, "\(intent)")
        }
    }

    @Test func noHeldOutTextIsTaught() throws {
        let taught = Set(try Self.examples().map { NormalizedText($0.text).scalars })
        let heldOut = try Self.heldOut()
        #expect(heldOut.filter { taught.contains(NormalizedText($0.text).scalars) }.isEmpty)
        #expect(Set(heldOut.map(\.intent)) == Set(try Self.examples().map(\.intent)))
    }

    @Test func ngramsAloneReadThreeQuartersOfTheHeldOutTexts() throws {
        let classifier = try IntentLesson(Self.examples()).train(embeddings: nil).classifier
        let heldOut = try Self.heldOut()
        let right = heldOut.count { example in
            classifier.classify(NormalizedMessage(example.text).input)?.ranked.first?.label == example.intent
        }
        #expect(Double(right) / Double(heldOut.count) > 0.75)
    }

    private static func shipped() -> ShippedLesson {
        ShippedLesson.read(ServiceFolder.config + "/trained") { Issue.record("\($0)") }
    }

    /// Renewed by `xiaoer train shipped services/nlu/config`.
    @Test func whatIsShippedIsOfTheseExamples() throws {
        let shipped = Self.shipped()
        let lesson = IntentLesson(try Self.examples())
        let moods = try MoodModels.Lessons.read(ServiceFolder.config + "/moods")
        let model = try #require(shipped.embeddings?.model)
        let texts = lesson.texts + moods.texts + IntentLesson(try Self.heldOut()).texts
        let vectors = shipped.vectors(of: texts, model: model)
        #expect(texts.filter { vectors[$0] == nil } == [])
        for lesson in [lesson, moods.valence, moods.urgency] {
            #expect(shipped.calibration(lesson: lesson.identifier, embeddingModel: model) != nil)
        }
    }

    @Test func theShippedModelReadsTheHeldOutTexts() throws {
        let shipped = Self.shipped()
        let lesson = IntentLesson(try Self.examples())
        let heldOut = try Self.heldOut()
        let packed = try #require(shipped.embeddings)
        let texts = lesson.texts + IntentLesson(heldOut).texts
        let embeddings = EmbeddedTexts(vectors: packed.vectors(of: texts), model: packed.model)
        let model = try lesson.train(embeddings: embeddings, shipped: shipped)
        let right = heldOut.count { example in
            let answer = model.classify(NormalizedMessage(example.text), vectors: embeddings.vectors)
            return answer?.ranked.first?.label == example.intent
        }
        #expect(Double(right) / Double(heldOut.count) > 0.87)
    }

    @Test func angerIsToldFromJoyAndHasteFromLeisure() throws {
        let moods = try MoodModels(.read(ServiceFolder.config + "/moods"), embeddings: nil)
        func mood(_ text: String) -> Mood { moods.mood(of: NormalizedMessage(text), vectors: nil) }
        #expect(mood("太差劲了，气死我了").valence < mood("太好了，非常喜欢").valence)
        #expect(mood("急用，快点发货").urgency > mood("不着急，慢慢来").urgency)
    }
}

/// The moods' models as they are shipped, on messages that they were not taught.
@Suite struct ShippedMoodTests {
    private let moods: MoodModels
    private let vectors: [String: [Float]]
    private let valence: [IntentExample]
    private let urgency: [IntentExample]

    init() throws {
        let shipped = ShippedLesson.read(ServiceFolder.config + "/trained") { Issue.record("\($0)") }
        let lessons = try MoodModels.Lessons.read(ServiceFolder.config + "/moods")
        valence = try IntentExample.readFile(ServiceFolder.config + "/held-out-valence.jsonl")
        urgency = try IntentExample.readFile(ServiceFolder.config + "/held-out-urgency.jsonl")
        let packed = try #require(shipped.embeddings)
        let texts = lessons.texts + IntentLesson(valence).texts + IntentLesson(urgency).texts
        vectors = packed.vectors(of: texts)
        moods = try MoodModels(
            lessons,
            embeddings: EmbeddedTexts(vectors: vectors, model: packed.model),
            shipped: shipped
        )
    }

    private func mood(_ example: IntentExample) -> Mood {
        moods.mood(of: NormalizedMessage(example.text), vectors: vectors)
    }

    @Test func noHeldOutMoodIsTaught() throws {
        let lessons = try MoodModels.Lessons.read(ServiceFolder.config + "/moods")
        let taught = Set((lessons.valence.examples + lessons.urgency.examples).map(\.text))
        #expect((valence + urgency).filter { taught.contains($0.text) } == [])
    }

    @Test func aPlainRequestIsNeutral() {
        let plain = valence.filter { $0.intent == "neutral" }
        let calledNegative = plain.filter { mood($0).valence < -0.5 }
        #expect(Double(calledNegative.count) / Double(plain.count) < 0.05, "\(calledNegative.map(\.text))")
    }

    @Test func joyIsNeverReadAsAngerNorAngerAsJoy() {
        let swapped = valence.filter { example in
            let valence = mood(example).valence
            return example.intent == "positive" && valence < -0.5 || example.intent == "negative" && valence > 0.5
        }
        #expect(Double(swapped.count) / Double(valence.count) < 0.02, "\(swapped.map(\.text))")
    }

    @Test func hasteIsFoundAndLeisureIsNotTakenForIt() {
        let wrong = urgency.filter { (mood($0).urgency > 0.5) != ($0.intent == "urgent") }
        #expect(Double(wrong.count) / Double(urgency.count) < 0.08, "\(wrong.map(\.text))")
    }
}
