import ArgumentParser
import Foundation
import IntentPipeline
import TextClassification

/// `xiaoer train shipped FOLDER`.
struct TrainShipped: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shipped",
        abstract: "Make what the nlu service needs to start in seconds.",
        discussion: """
            FOLDER is the service's config folder, services/nlu/config in a checkout. FOLDER/trained gets the vectors of its \
            examples, moods and held-out messages, and the calibration of the models trained on them. Without it, or after \
            a change of the examples, the service works all the same, but its first start embeds what is new and \
            calibrates again.
            """
    )

    @Argument(help: ArgumentHelp("The config folder of the nlu service.", valueName: "folder"))
    var folder: String

    @OptionGroup
    var embeddings: EmbeddingOptions

    func validate() throws {
        guard !embeddings.ngramsOnly else { throw ValidationError("--ngrams-only leaves nothing to make") }
    }

    func run() async throws {
        let intents = IntentLesson(try IntentExample.readFolder(folder + "/examples"))
        ExampleFiles.note(intents)
        let moods = try Self.files(of: folder + "/moods").map { IntentLesson(try IntentExample.readFile($0)) }
        let heldOut = try Self.files(of: folder).filter { $0.contains("held-out") }.flatMap {
            try IntentExample.readFile($0)
        }
        let texts = ([intents] + moods).flatMap(\.texts) + IntentLesson(heldOut).texts
        let wanted = Set(texts)
        guard let embedded = try await embeddings.vectors(of: wanted.sorted()) else { return }
        let packed = PackedEmbeddings(
            EmbeddedTexts(
                vectors: embedded.vectors.filter { wanted.contains($0.key) },
                model: embedded.model
            )
        )
        // What the service will train on.
        let vectors = EmbeddedTexts(vectors: packed.vectors(of: texts), model: packed.model)
        let models = try ([intents] + moods).map { try $0.train(embeddings: vectors, progress: TrainingText.note) }
        let out = folder + "/trained"
        try ShippedLesson(embeddings: packed, models: models).write(to: out)
        Console.note("\(out): \(packed.count) vectors of \(packed.model), \(packed.encoded.count) bytes")
    }

    private static func files(of folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".jsonl") }
            .sorted()
            .map { "\(folder)/\($0)" }
    }
}
