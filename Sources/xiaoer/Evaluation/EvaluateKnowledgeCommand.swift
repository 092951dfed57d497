import ArgumentParser
import Foundation
import IntentPipeline
import KnowledgeSearch

/// `xiaoer evaluate knowledge FOLDER`: do questions find their entries, and are those without one refused?
struct EvaluateKnowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "knowledge",
        abstract: "Measure how well questions find the entries that answer them.",
        discussion: """
            Words alone (BM25), vectors alone and both joined are measured in one run. Where every question has an entry, \
            refusals are measured with each question's entry hidden. Thresholds come from one half of the entries and are \
            measured on the other, both ways.
            """
    )

    @OptionGroup
    var embedding: EmbeddingOptions

    @Flag(help: "Print one line of JSON.")
    var json = false

    @Argument(help: "Folder of .json files with faqs and queries.")
    var folder: String

    func run() async throws {
        let data = try QuestionFolder(path: folder)
        let texts = data.entries + data.questions.map(\.text)
        let vectors = try await embedding.vectors(of: texts)
        if vectors == nil { Console.note("without vectors: words rank alone") }
        let evaluation = try KnowledgeEvaluation(
            entries: data.entries,
            questions: data.questions,
            vectors: vectors?.vectors
        )
        Console.result(json ? try Self.json(evaluation) : Self.words(evaluation))
    }

    private static func json(_ evaluation: KnowledgeEvaluation) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(evaluation), as: UTF8.self)
    }

    private static func words(_ evaluation: KnowledgeEvaluation) -> String {
        func share(_ value: Double) -> String { String(format: "%.3f", value) }
        return """
            \(evaluation.questions) questions, \(evaluation.entries) entries, \(evaluation.outside) \
            \(evaluation.outsideIsHidden ? "with their entry hidden" : "without an entry")
                      hit@1   refusal recall
            words     \(share(evaluation.hit1ByWords))   \(share(evaluation.refusalRecallByWords))
            vectors   \(share(evaluation.hit1ByMeaning))   \(share(evaluation.refusalRecallByMeaning))
            both      \(share(evaluation.hit1))   \(share(evaluation.refusalRecall)) \
            (\(share(evaluation.falseRefusals)) refused falsely)
            hit@5 of both \(share(evaluation.hit5))
            """
    }
}
