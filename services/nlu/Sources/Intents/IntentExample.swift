import Foundation

/// A sentence written for an intent, as a line of an example file holds it.
struct IntentExample: Codable, Sendable, Hashable {
    var text: String
    var intent: String

    /// Reads every `.jsonl` file of a folder, in the order of the names.
    static func readFolder(_ path: String) throws -> [IntentExample] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".jsonl") }.sorted()
        } catch {
            throw NluError.unreadableFile(path: path, reason: error.localizedDescription)
        }
        guard !names.isEmpty else { throw NluError.noExampleFiles(folder: path) }
        return try names.flatMap { try readFile("\(path)/\($0)") }
    }

    /// Reads one JSON object a line; empty lines are passed over.
    static func readFile(_ path: String) throws -> [IntentExample] {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw NluError.unreadableFile(path: path, reason: error.localizedDescription)
        }
        let decoder = JSONDecoder()
        var examples: [IntentExample] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            guard let example = try? decoder.decode(IntentExample.self, from: Data(line.utf8)) else {
                throw NluError.badExample(path: path, line: index + 1, rule: "a JSON object with text and intent")
            }
            guard !NormalizedText(example.text).scalars.isEmpty else {
                throw NluError.badExample(path: path, line: index + 1, rule: "a text that is not empty")
            }
            guard isIntentName(example.intent) else {
                throw NluError.badExample(path: path, line: index + 1, rule: "an intent in lower_case_with_underscores")
            }
            examples.append(example)
        }
        return examples
    }

    private static func isIntentName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}
