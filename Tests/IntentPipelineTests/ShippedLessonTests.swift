import Foundation
import Testing
import TextClassification

@testable import IntentPipeline

@Suite struct ShippedLessonTests {
    private let lesson = IntentLesson(PipelineLesson.examples)

    private var embedded: EmbeddedTexts { PipelineLesson.embedded(lesson.texts) }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "shipped-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func read(_ folder: String) -> (shipped: ShippedLesson, skipped: [String]) {
        var skipped: [String] = []
        let shipped = ShippedLesson.read(folder) { skipped.append($0) }
        return (shipped, skipped)
    }

    @Test func packedVectorsKeepTheirDirectionAndLength() throws {
        let packed = PackedEmbeddings(embedded)
        let vectors = packed.vectors(of: lesson.texts)
        #expect(vectors.count == lesson.texts.count)
        for (text, exact) in embedded.vectors {
            let vector = try #require(vectors[text])
            let cosine = zip(exact, vector).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(cosine > 0.9999, "\(text)")
            #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
        }
        #expect(packed.vectors(of: ["a text nobody packed"]).isEmpty)
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        try withFolder { folder in
            let model = try lesson.train(embeddings: embedded)
            let shipped = ShippedLesson(embeddings: PackedEmbeddings(embedded), models: [model])
            try shipped.write(to: folder)
            #expect(read(folder) == (shipped, []))
        }
    }

    @Test func nothingShippedIsNothingUsed() throws {
        try withFolder { folder in
            let (shipped, skipped) = read(folder)
            #expect(shipped == .nothing)
            #expect(skipped.count == 2)
        }
    }

    @Test(arguments: [0, 7, 20, 300])
    func damagedVectorsAreNotUsed(length: Int) throws {
        let bytes = PackedEmbeddings(embedded).encoded
        #expect(throws: IntentPipelineError.self) { try PackedEmbeddings(Array(bytes.prefix(length)), path: "p") }
        var flipped = bytes
        flipped[bytes.count / 2] ^= 1
        #expect(throws: IntentPipelineError.self) { try PackedEmbeddings(flipped, path: "p") }
    }

    @Test func vectorsOfAnotherModelAreNotUsed() {
        let shipped = ShippedLesson(embeddings: PackedEmbeddings(embedded), models: [])
        #expect(!shipped.vectors(of: lesson.texts, model: embedded.model).isEmpty)
        #expect(shipped.vectors(of: lesson.texts, model: "another").isEmpty)
    }

    @Test func theShippedCalibrationGivesTheVeryModelThatCalibratingGives() throws {
        let whole = try lesson.train(embeddings: embedded)
        let shipped = ShippedLesson(embeddings: PackedEmbeddings(embedded), models: [whole])
        var steps = 0
        let quick = try lesson.train(embeddings: embedded, shipped: shipped) { _ in steps += 1 }
        #expect(steps == 0)
        #expect(quick.classifier.forms == whole.classifier.forms)
    }

    @Test func otherExamplesAreCalibratedAnew() throws {
        let whole = try lesson.train(embeddings: embedded)
        let shipped = ShippedLesson(embeddings: PackedEmbeddings(embedded), models: [whole])
        let other = IntentLesson(Array(PipelineLesson.examples.dropLast()))
        var steps = 0
        _ = try other.train(embeddings: embedded, shipped: shipped) { _ in steps += 1 }
        #expect(steps > 0)
    }
}
