import ArgumentParser
import Foundation
import IntentPipeline
import TextClassification

/// `xiaoer evaluate nlu --model FOLDER FILE`.
struct EvaluateNlu: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nlu",
        abstract: "Measure a model of intents.",
        discussion: """
            Rows labelled out_of_scope measure the boundary of what was taught; rows of an intent that was never taught \
            count as wrong.
            """
    )

    @Argument(help: ArgumentHelp("Labelled messages, one JSON object a line.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The folder that `xiaoer train nlu` wrote.", valueName: "folder"))
    var model: String

    @Flag(help: "Print all figures as JSON.")
    var json = false

    @Option(help: ArgumentHelp("Put slips of typing into this share of characters, 0 to 1.", valueName: "share"))
    var typingNoise: Double = 0

    @Option(help: ArgumentHelp("Seed of the slips.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup
    var embeddings: EmbeddingOptions

    func validate() throws {
        guard (0...1).contains(typingNoise) else { throw ValidationError("--typing-noise must be in 0...1") }
    }

    func run() async throws {
        let model = try IntentModelFolder(path: model).loadAny()
        var noise = TypingNoise(rate: typingNoise, seed: seed)
        let examples = try ExampleFiles.read(file)
        let messages = examples.map { NormalizedMessage(noise.disturbed($0.text), history: $0.history) }
        let texts = Array(Set(messages.flatMap(\.embeddedTexts))).sorted()
        let embedded = model.usesEmbeddings ? try await embeddings.vectors(of: texts) : nil
        if let embedded, embedded.model != model.identity.embeddingModel {
            throw IntentPipelineError.unusableEmbeddings(
                reason: "they come from \(embedded.model), and the model reads \(model.identity.embeddingModel)"
            )
        }
        let labels = model.classifier.labels
        let rows = zip(examples, messages).compactMap { example, message in
            model.classify(message, vectors: embedded?.vectors).map { answer in
                ModelEvaluation.Row(
                    intent: example.intent,
                    probabilities: answer.probabilities(in: labels),
                    outside: answer.outside
                )
            }
        }
        let evaluation = ModelEvaluation(rows: rows, labels: labels, outsideLabel: model.classifier.outsideLabel)
        try EvaluationText.print(evaluation, asJSON: json)
    }
}
