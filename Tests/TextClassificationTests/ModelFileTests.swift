import Testing
import TextClassification

@Suite struct ModelFileTests {
    private static func model() throws -> TextClassifier {
        let embeddings = TestExamples.embeddings(of: TestExamples.shop)
        return try ClassifierTraining(examples: TestExamples.shop, embeddings: embeddings).run()
    }

    @Test func aLoadedModelAnswersLikeTheStoredOne() throws {
        let model = try Self.model()
        let (loaded, identity) = try ModelFile.decode(ModelFile.encode(model, identity: "lesson 1"))
        #expect(identity == "lesson 1")
        for (example, embedding) in zip(TestExamples.shop, TestExamples.embeddings(of: TestExamples.shop)) {
            #expect(loaded.classify(example.input) == model.classify(example.input))
            #expect(
                loaded.classify(example.input, embedding: embedding)
                    == model.classify(example.input, embedding: embedding)
            )
        }
    }

    @Test func everyTruncationIsRefused() throws {
        let bytes = ModelFile.encode(try Self.model(), identity: "lesson 1")
        for length in Array(0..<64) + [bytes.count / 2, bytes.count - 1] {
            #expect(throws: TextClassificationError.self) { try ModelFile.decode(Array(bytes.prefix(length))) }
        }
        #expect(throws: TextClassificationError.truncatedModel(expectedBytes: bytes.count, actualBytes: 1_000)) {
            try ModelFile.decode(Array(bytes.prefix(1_000)))
        }
    }

    @Test func anotherVersionIsNamed() throws {
        var bytes = ModelFile.encode(try Self.model(), identity: "lesson 1")
        bytes[8] = 9
        #expect(throws: TextClassificationError.unsupportedModelVersion(found: 9, supported: 2)) {
            try ModelFile.decode(bytes)
        }
    }

    @Test func aChangedByteIsNoticed() throws {
        let bytes = ModelFile.encode(try Self.model(), identity: "lesson 1")
        for position in [20, 100, bytes.count / 2, bytes.count - 1] {
            var damaged = bytes
            damaged[position] ^= 0x40
            #expect(throws: TextClassificationError.self) { try ModelFile.decode(damaged) }
        }
    }

    @Test func anotherFileIsNamed() {
        #expect(throws: TextClassificationError.notAModelFile(found: "\"GGUF\"")) {
            try ModelFile.decode(Array("GGUF".utf8))
        }
    }
}
