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

    @Test func angerIsToldFromJoyAndHasteFromLeisure() throws {
        let moods = try MoodModels(.read(ServiceFolder.config + "/moods"), embeddings: nil)
        func mood(_ text: String) -> Mood { moods.mood(of: NormalizedMessage(text), vectors: nil) }
        #expect(mood("太差劲了，气死我了").valence < mood("太好了，非常喜欢").valence)
        #expect(mood("急用，快点发货").urgency > mood("不着急，慢慢来").urgency)
    }
}
