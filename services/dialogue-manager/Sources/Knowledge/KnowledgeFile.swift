import Foundation

/// Reads one language's knowledge from Markdown.
///
/// A heading of the second level begins an entry; its text is how customers ask for it, in several ways between
/// slashes. Under it may stand `source: ...` and `valid: 2026-11-01..2026-11-30`, either end of which may be missing;
/// the rest is the answer. What stands before the first such heading is for the shop's own people.
enum KnowledgeFile {
    static func entries(
        markdown: String,
        name: String,
        language: Language
    ) throws(KnowledgeFileError) -> [KnowledgeEntry] {
        var entries: [KnowledgeEntry] = []
        var begun: (line: Int, entry: KnowledgeEntry)?
        func finished(_ begun: (line: Int, entry: KnowledgeEntry)) throws(KnowledgeFileError) -> KnowledgeEntry {
            var entry = begun.entry
            entry.answer = String(entry.answer.trimmingWhitespace())
            guard !entry.answer.isEmpty else {
                throw KnowledgeFileError(file: name, line: begun.line, reason: "the entry has no answer")
            }
            return entry
        }
        for (index, line) in markdown.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("## ") {
                if let begun { entries.append(try finished(begun)) }
                let questions = line.dropFirst(3).split(separator: "/")
                    .map { String(String($0).trimmingWhitespace()) }
                    .filter { !$0.isEmpty }
                guard !questions.isEmpty else {
                    throw KnowledgeFileError(file: name, line: index + 1, reason: "the heading asks nothing")
                }
                begun = (
                    index + 1,
                    KnowledgeEntry(
                        id: "\(name)#\(entries.count + 1)",
                        questions: questions,
                        answer: "",
                        language: language,
                        source: name
                    )
                )
            } else if let source = line.value(of: "source:"), begun?.entry.answer.isEmpty == true {
                begun?.entry.source = source
            } else if let range = line.value(of: "valid:"), begun?.entry.answer.isEmpty == true {
                guard let days = Self.days(range) else {
                    throw KnowledgeFileError(
                        file: name,
                        line: index + 1,
                        reason: "valid must be two days such as 2026-11-01..2026-11-30 (is \"\(range)\")"
                    )
                }
                begun?.entry.validFrom = days.from
                begun?.entry.validUntil = days.until
            } else if !(begun?.entry.answer.isEmpty ?? true) || !line.allSatisfy(\.isWhitespace) {
                begun?.entry.answer += line + "\n"
            }
        }
        if let begun { entries.append(try finished(begun)) }
        return entries
    }

    private static func days(_ text: String) -> (from: CivilDay?, until: CivilDay?)? {
        guard let dots = text.firstRange(of: "..") else { return nil }
        let (first, last) = (text[..<dots.lowerBound], text[dots.upperBound...])
        let from = CivilDay(first)
        let until = CivilDay(last)
        guard from != nil || first.isEmpty, until != nil || last.isEmpty, from != nil || until != nil else {
            return nil
        }
        return (from, until)
    }
}

extension Substring {
    fileprivate func value(of name: String) -> String? {
        hasPrefix(name) ? String(String(dropFirst(name.count)).trimmingWhitespace()) : nil
    }
}

/// Why a knowledge file cannot be used; the service does not start with such a file.
struct KnowledgeFileError: Error, Hashable, Sendable, CustomStringConvertible {
    var file: String
    /// From 1.
    var line: Int
    var reason: String

    var description: String { "\(file):\(line): \(reason)" }
}
