import ArgumentParser
import Foundation
import IntentPipeline
import TextClassification

/// `xiaoer train nlu FILE --out FOLDER`.
struct TrainNlu: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nlu",
        abstract: "Train the reading of intents.",
        discussion: """
            The file holds one JSON object a line: text, intent, and history if there is any, as pairs of speaker and \
            text. The intent out_of_scope teaches what belongs to none. A folder stands for all its .jsonl files.
            """
    )

    @Argument(help: ArgumentHelp("The examples.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Where the model goes; another one there is replaced.", valueName: "folder"))
    var out: String?

    @Flag(help: "Say how well each example is read by a model that has not seen it.")
    var crossValidate = false

    @Flag(help: "Print that as JSON.")
    var json = false

    @OptionGroup
    var embeddings: EmbeddingOptions

    @OptionGroup
    var shape: ShapeOptions

    func validate() throws {
        guard out != nil || crossValidate else { throw ValidationError("give --out FOLDER, --cross-validate, or both") }
    }

    func run() async throws {
        let lesson = IntentLesson(try ExampleFiles.read(file))
        ExampleFiles.note(lesson)
        let embedded = try await embeddings.vectors(of: lesson.texts)
        let started = ContinuousClock.now
        var answers: [HeldOutAnswers] = []
        let model = try lesson.train(
            embeddings: embedded,
            settings: shape.settings(hasEmbeddings: embedded != nil),
            progress: { TrainingText.note($0) },
            heldOut: { answers.append($0) }
        )
        Console.note("trained on \(lesson.examples.count) examples in \(TrainingText.seconds(since: started)) s")
        if let out {
            try IntentModelFolder(path: out).save(model)
            Console.note("\(out): \(model.identity.version)")
        }
        guard crossValidate, let best = answers.last else { return }
        let rows = zip(lesson.examples.indices, best.probabilities).map { row, probabilities in
            ModelEvaluation.Row(
                intent: lesson.examples[row].intent,
                probabilities: probabilities,
                outside: best.outside?[row]
            )
        }
        let evaluation = ModelEvaluation(
            rows: rows,
            labels: model.classifier.labels,
            outsideLabel: model.classifier.outsideLabel
        )
        try EvaluationText.print(evaluation, asJSON: json)
    }
}

/// How the classifier is shaped; the defaults are those of the shipped model.
struct ShapeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("L2 penalty, divided by the number of examples before use.", valueName: "number"))
    var penalty: Float = TrainingSettings().penalty

    @Option(help: ArgumentHelp("Length of an embedding against 1 for the n-grams.", valueName: "number"))
    var embeddingWeight: Float = TrainingSettings().embeddingWeight

    @Option(help: ArgumentHelp("Length of the context's n-grams.", valueName: "number"))
    var contextWeight: Float = TrainingSettings().contextWeight

    @Option(help: ArgumentHelp("Length of the context's embeddings.", valueName: "number"))
    var contextEmbeddingWeight: Float = TrainingSettings().contextEmbeddingWeight

    @Option(help: ArgumentHelp("Examples that an n-gram must occur in.", valueName: "count"))
    var documentFrequency: Int = TrainingSettings().minimumDocumentFrequency

    @Option(help: ArgumentHelp("Parts of the cross-validation.", valueName: "count"))
    var folds: Int = TrainingSettings().foldCount

    func validate() throws {
        guard penalty > 0, penalty.isFinite else { throw ValidationError("--penalty must be above 0") }
        for (name, weight) in [
            ("--embedding-weight", embeddingWeight), ("--context-weight", contextWeight),
            ("--context-embedding-weight", contextEmbeddingWeight),
        ] where !(0...100).contains(weight) {
            throw ValidationError("\(name) must be in 0...100")
        }
        guard (1...100).contains(documentFrequency) else {
            throw ValidationError("--document-frequency must be in 1...100")
        }
        guard (2...20).contains(folds) else { throw ValidationError("--folds must be in 2...20") }
    }

    /// With embeddings the richest form alone when only figures are wanted takes half the time, but a model folder has
    /// both, so that it serves without embeddings too.
    func settings(hasEmbeddings: Bool) -> TrainingSettings {
        var settings = TrainingSettings()
        settings.penalty = penalty
        settings.embeddingWeight = embeddingWeight
        settings.contextWeight = contextWeight
        settings.contextEmbeddingWeight = contextEmbeddingWeight
        settings.minimumDocumentFrequency = documentFrequency
        settings.foldCount = folds
        return settings
    }
}

/// Files of examples, and what is said of them.
enum ExampleFiles {
    static func read(_ path: String) throws -> [IntentExample] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return try IntentExample.readFile(path)
        }
        return try IntentExample.readFolder(path)
    }

    private static let conflictsShown = 20

    static func note(_ lesson: IntentLesson) {
        if lesson.repetitionCount > 0 { Console.note("\(lesson.repetitionCount) repeated examples count once") }
        for conflict in lesson.conflicts.prefix(conflictsShown) {
            Console.note(
                "\"\(Console.harmless(conflict.text))\" is given for \(conflict.dropped) and \(conflict.kept); "
                    + "the last counts"
            )
        }
        let rest = lesson.conflicts.count - conflictsShown
        if rest > 0 { Console.note("and \(rest) more texts with two intents") }
        let single = Dictionary(grouping: lesson.examples, by: \.intent).filter { $0.value.count == 1 }.keys.sorted()
        if !single.isEmpty {
            Console.note("only one example each: \(single.map { Console.harmless($0) }.joined(separator: ", "))")
        }
    }
}
