import Foundation
import TextNormalization

/// A message written for an intent, as a line of an example file holds it.
package struct IntentExample: Codable, Sendable, Hashable {
    package var text: String
    package var intent: String
    /// What was said before it, oldest first.
    package var history: [HistoryTurn]

    package init(text: String, intent: String, history: [HistoryTurn] = []) {
        self.text = text
        self.intent = intent
        self.history = history
    }

    private enum CodingKeys: String, CodingKey {
        case text, intent, history
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        text = try container.decode(String.self, forKey: .text)
        intent = try container.decode(String.self, forKey: .intent)
        history = try container.decodeIfPresent([HistoryTurn].self, forKey: .history) ?? []
    }

    /// Reads every `.jsonl` file of a folder, in the order of the names.
    package static func readFolder(_ path: String) throws -> [IntentExample] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".jsonl") }.sorted()
        } catch {
            throw IntentPipelineError.unreadableFile(path: path, reason: error.localizedDescription)
        }
        guard !names.isEmpty else { throw IntentPipelineError.noExampleFiles(folder: path) }
        return try names.flatMap { try readFile("\(path)/\($0)") }
    }

    /// Lines of one file that are read; a model of more examples would not fit the memory of a service.
    package static let linesMax = 1_000_000

    /// Reads one JSON object a line; empty lines are passed over.
    package static func readFile(_ path: String) throws -> [IntentExample] {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw IntentPipelineError.unreadableFile(path: path, reason: error.localizedDescription)
        }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.count <= linesMax else {
            throw IntentPipelineError.fileTooLong(path: path, lines: lines.count, limit: linesMax)
        }
        let decoder = JSONDecoder()
        var examples: [IntentExample] = []
        for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
            guard let example = try? decoder.decode(IntentExample.self, from: Data(line.utf8)) else {
                throw IntentPipelineError.badExample(
                    path: path,
                    line: index + 1,
                    rule: "a JSON object with text and intent, and history, if any, as pairs of speaker and text"
                )
            }
            if let rule = example.brokenRule {
                throw IntentPipelineError.badExample(path: path, line: index + 1, rule: rule)
            }
            examples.append(example)
        }
        return examples
    }

    /// What the example ought to be and is not, or nil.
    package var brokenRule: String? {
        if !NormalizedText(text).scalars.contains(where: { $0 != " " }) { return "a text with a visible character" }
        if intent.isEmpty || intent.unicodeScalars.count > 128 { return "an intent of 1 to 128 characters" }
        return nil
    }
}

/// One earlier message: in a file, the pair `["customer", "你好"]`.
package struct HistoryTurn: Codable, Sendable, Hashable {
    /// "customer" is the one who is to be understood; anybody else is on the shop's side.
    package var speaker: String
    package var text: String

    package static let customer = "customer"

    package init(speaker: String, text: String) {
        self.speaker = speaker
        self.text = text
    }

    package init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        speaker = try container.decode(String.self)
        text = try container.decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(speaker)
        try container.encode(text)
    }
}
