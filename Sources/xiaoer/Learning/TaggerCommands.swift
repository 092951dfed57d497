import ArgumentParser
import Foundation
import SequenceTagging

/// `xiaoer train tagger FILE --out FILE`.
struct TrainTagger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tagger",
        abstract: "Train the finding of names in texts.",
        discussion:
            "The file holds a character and its tag a line, O, B-kind or I-kind, and an empty line between texts."
    )

    @Argument(help: ArgumentHelp("Tagged texts.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The tagger to write.", valueName: "file"))
    var out: String

    @Option(help: ArgumentHelp("Passes over all texts, 1 to 100.", valueName: "count"))
    var epochs: Int = TaggerTraining().epochs

    func validate() throws {
        guard (1...100).contains(epochs) else { throw ValidationError("--epochs must be in 1...100") }
    }

    func run() async throws {
        let texts = try TaggedText.readFile(file)
        var training = TaggerTraining()
        training.epochs = epochs
        let started = ContinuousClock.now
        let tagger = try training.train(texts) { Console.note("pass \($0): \($1) of \(texts.count) texts wrong") }
        try tagger.write(to: out)
        Console.note("\(out): trained on \(texts.count) texts in \(TrainingText.seconds(since: started)) s")
    }
}

/// `xiaoer evaluate tagger --model FILE FILE`.
struct EvaluateTagger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tagger",
        abstract: "Measure a tagger: whole entities of the right kind."
    )

    @Argument(help: ArgumentHelp("Tagged texts.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The file that `xiaoer train tagger` wrote.", valueName: "file"))
    var model: String

    @Flag(help: "Print all figures as JSON.")
    var json = false

    func run() async throws {
        let tagger = try SequenceTagger.read(model)
        let texts = try TaggedText.readFile(file)
        let evaluation = EntityEvaluation(texts: texts, answers: texts.map { tagger.tag($0.characters) })
        guard !json else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            Console.result(String(decoding: try encoder.encode(evaluation), as: UTF8.self))
            return
        }
        let rows = [("all", evaluation.all)] + evaluation.kinds.sorted { $0.key < $1.key }
        for (kind, scores) in rows {
            Console.result(
                "\(Console.harmless(kind)): precision \(TrainingText.number(scores.precision)), recall "
                    + "\(TrainingText.number(scores.recall)), F1 \(TrainingText.number(scores.f1)) "
                    + "of \(scores.entities) entities"
            )
        }
    }
}
