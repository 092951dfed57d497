import Foundation
import Yams

/// A file of scripted conversations: what a customer says, and what must and must not come of it.
struct DialogueScript: Decodable, Sendable {
    var conversations: [Conversation]

    struct Conversation: Decodable, Sendable {
        /// What it shows, unique in its file.
        var name: String
        var turns: [Turn]
    }

    struct Turn: Decodable, Sendable {
        var say: String
        /// Parts of the decisions of the turn's record: "start.cancel_order", "ask confirm_cancel_order".
        var decided: [String]?
        /// Methods that the turn called.
        var called: [String]?
        /// What the clerk's words must hold.
        var says: [String]?
        /// What they must not hold.
        var never: [String]?
        /// "zh" or "en".
        var language: String?
        /// True where nobody answers: a human has the conversation.
        var silent: Bool?
    }

    /// Files of a folder, by name.
    static func load(folder: String) throws -> [(file: String, script: DialogueScript)] {
        let url = URL(filePath: folder, directoryHint: .isDirectory)
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".yaml") }
        return try names.sorted().map { name in
            let text = try String(contentsOf: url.appending(path: name), encoding: .utf8)
            do {
                return (name, try YAMLDecoder().decode(DialogueScript.self, from: text))
            } catch {
                throw ScriptError(file: name, reason: String(describing: error))
            }
        }
    }
}

struct ScriptError: Error, CustomStringConvertible {
    var file: String
    var reason: String

    var description: String { "\(file) is no file of conversations: \(reason)" }
}

extension DialogueScript.Turn {
    /// What came of a turn.
    struct Outcome: Hashable, Sendable {
        var words: [String] = []
        var languages: Set<String> = []
        var decisions: [String] = []
        var calls: [String] = []
    }

    /// What is missing or forbidden, a sentence each; none when the turn is as written.
    func problems(with outcome: Outcome) -> [String] {
        let words = outcome.words.joined(separator: "\n")
        var problems: [String] = []
        for wanted in decided ?? [] where !outcome.decisions.contains(where: { $0.contains(wanted) }) {
            problems.append("decided \(outcome.decisions), not \"\(wanted)\"")
        }
        for wanted in called ?? [] where !outcome.calls.contains(wanted) {
            problems.append("called \(outcome.calls), not \(wanted)")
        }
        for wanted in says ?? [] where !words.contains(wanted) {
            problems.append("did not say \"\(wanted)\": \(words)")
        }
        for banned in never ?? [] where words.contains(banned) { problems.append("said \"\(banned)\": \(words)") }
        if let language, outcome.languages != [language] {
            problems.append("answered in \(outcome.languages.sorted()), not \(language)")
        }
        if silent == true, !outcome.words.isEmpty { problems.append("spoke: \(words)") }
        if silent != true, outcome.words.isEmpty { problems.append("said nothing") }
        return problems
    }
}
