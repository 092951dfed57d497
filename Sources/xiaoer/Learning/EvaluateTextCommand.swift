import ArgumentParser
import Foundation
import TextMetrics

/// `xiaoer evaluate text HYPOTHESES REFERENCES`: how close generated sentences are to what people wrote.
struct EvaluateText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text",
        abstract: "Measure generated sentences against references: BLEU, chrF, ROUGE.",
        discussion: """
            Both files are UTF-8 with one sentence a line; line N of one belongs to line N of the other. BLEU and chrF are \
            those of sacreBLEU, ROUGE is that of rouge-score with each Chinese character as a token.
            """
    )

    enum Failure: Error, CustomStringConvertible {
        case unreadable(path: String, reason: String)
        case notUTF8(path: String, line: Int)
        case differentLengths(hypotheses: Int, references: Int)
        case empty(path: String)

        var description: String {
            switch self {
            case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
            case .notUTF8(let path, let line): "line \(line) of \(path) is not UTF-8: convert the file"
            case .differentLengths(let hypotheses, let references):
                "there are \(hypotheses) hypotheses and \(references) references: each line needs its counterpart"
            case .empty(let path): "\(path) holds no sentence: one a line is expected"
            }
        }
    }

    @Argument(help: ArgumentHelp("What was generated.", valueName: "hypotheses"))
    var hypotheses: String

    @Argument(help: ArgumentHelp("What should have been.", valueName: "references"))
    var references: String

    @Option(help: "How BLEU splits sentences: 13a, or zh for Chinese; by default what suits the references.")
    var tokenize: EvaluationTokenizer?

    @Flag(help: "Print the scores as JSON.")
    var json = false

    func run() throws {
        let hypotheses = try Self.lines(of: self.hypotheses)
        let references = try Self.lines(of: self.references)
        guard hypotheses.count == references.count else {
            throw Failure.differentLengths(hypotheses: hypotheses.count, references: references.count)
        }
        let pairs = zip(hypotheses, references).map { TextPair(hypothesis: $0, reference: $1) }
        let evaluation = TextEvaluation(pairs, tokenizer: tokenize ?? .suited(to: references))
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            Console.result(String(decoding: try encoder.encode(evaluation), as: UTF8.self))
        } else {
            for line in evaluation.lines { Console.result(line) }
        }
    }

    /// The lines of a file; a line feed at its end begins no further line.
    static func lines(of path: String) throws -> [String] {
        let content: Data
        do {
            content = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
        } catch {
            throw Failure.unreadable(path: path, reason: error.localizedDescription)
        }
        var lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard !lines.isEmpty else { throw Failure.empty(path: path) }
        return try lines.enumerated().map { number, line in
            guard let text = String(validating: line, as: UTF8.self) else {
                throw Failure.notUTF8(path: path, line: number + 1)
            }
            return text.hasSuffix("\r") ? String(text.dropLast()) : text
        }
    }
}

extension EvaluationTokenizer: ExpressibleByArgument {}

extension TextEvaluation {
    /// For people.
    var lines: [String] {
        let precisions = bleu.precisions.map { String(format: "%.1f", $0) }.joined(separator: "/")
        return [
            "\(sentences) sentences",
            String(
                format: "BLEU    %6.2f  %@ (BP = %.3f, %d tokens for %d)",
                bleu.score,
                precisions,
                bleu.brevityPenalty,
                bleu.hypothesisTokens,
                bleu.referenceTokens
            ),
            "        \(bleuSignature)",
            String(format: "chrF2   %6.2f", chrF),
            String(format: "ROUGE-1 %6.4f", rouge.rouge1),
            String(format: "ROUGE-2 %6.4f", rouge.rouge2),
            String(format: "ROUGE-L %6.4f", rouge.rougeL),
        ]
    }
}
