import Foundation

/// Questions in files: a folder of JSON files, each with `faqs` (`id`, `question`) and `queries` (`query`, `faq`).
///
/// A query whose `faq` is missing, null or the id of no entry has no answer.
package struct QuestionFolder: Hashable, Sendable {
    package var entries: [String]
    package var questions: [KnowledgeEvaluation.Question]

    private struct File: Decodable {
        struct Entry: Decodable {
            var id: Int
            var question: String
        }
        struct Query: Decodable {
            var query: String
            var faq: Int?
        }
        var faqs: [Entry]
        var queries: [Query]
    }

    /// All files of the folder whose names end in `.json` are read as one; their ids are their own.
    package init(path: String) throws {
        (entries, questions) = ([], [])
        let folder = URL(filePath: path, directoryHint: .isDirectory)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
        for name in names.sorted() {
            let file: File
            do {
                file = try JSONDecoder().decode(File.self, from: Data(contentsOf: folder.appending(path: name)))
            } catch {
                throw QuestionFolderError.noQuestions(file: name, reason: String(describing: error))
            }
            let first = entries.count
            var positions: [Int: Int] = [:]
            for (place, entry) in file.faqs.enumerated() { positions[entry.id] = first + place }
            entries += file.faqs.map(\.question)
            questions += file.queries.map { query in
                .init(text: query.query, entry: query.faq.flatMap { positions[$0] })
            }
        }
        guard !entries.isEmpty else { throw QuestionFolderError.empty(folder: path) }
    }
}

package enum QuestionFolderError: Error, Hashable, Sendable, CustomStringConvertible {
    case noQuestions(file: String, reason: String)
    case empty(folder: String)

    package var description: String {
        switch self {
        case .noQuestions(let file, let reason): "\(file) must hold \"faqs\" and \"queries\": \(reason)"
        case .empty(let folder): "\(folder) must hold .json files with \"faqs\"; there are none"
        }
    }
}
