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
