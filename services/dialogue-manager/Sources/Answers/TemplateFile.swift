import Yams

/// One language's template file, as it is written.
struct TemplateFile: Decodable, Sendable {
    /// Variants of each answer, by its key; at least one.
    var answers: [String: [String]]
    /// Words for codes, by vocabulary and code.
    var words: [String: [String: String]]
    /// Ready answers to the shop's own questions.
    var quickReplies: QuickReplies

    struct QuickReplies: Decodable, Sendable {
        /// To the offer of a human.
        var yes: String
        var no: String
        /// To the consequence of a task.
        var agree: String
        var giveUp: String

        enum CodingKeys: String, CodingKey {
            case yes
            case no
            case agree
            case giveUp = "give_up"
        }
    }

    enum CodingKeys: String, CodingKey {
        case answers
        case words
        case quickReplies = "quick_replies"
    }

    init(yaml: String, name: String) throws(TemplateFileError) {
        do {
            self = try YAMLDecoder().decode(TemplateFile.self, from: yaml)
        } catch {
            throw .unreadable(file: name, detail: String(describing: error))
        }
    }
}

/// Why the template files cannot be used; the service does not start with such files.
enum TemplateFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case missingFile(String)
    case unreadable(file: String, detail: String)
    case missingAnswer(file: String, key: String)
    case unknownAnswer(file: String, key: String)
    case missingWord(file: String, vocabulary: String, code: String)
    case invalid(file: String, key: String, variant: Int, TemplateError)

    var description: String {
        switch self {
        case .missingFile(let file):
            "\(file) cannot be read; the templates folder needs one file for each language"
        case .unreadable(let file, let detail):
            "\(file) is not a template file: \(detail)"
        case .missingAnswer(let file, let key):
            "\(file) has no answer \"\(key)\"; every answer needs at least one variant in every language"
        case .unknownAnswer(let file, let key):
            "\(file) has an answer \"\(key)\", which nothing asks for; remove it or correct its key"
        case .missingWord(let file, let vocabulary, let code):
            "\(file) has no word for \"\(code)\" under words.\(vocabulary)"
        case .invalid(let file, let key, let variant, let error):
            "\(file): variant \(variant) of \"\(key)\": \(error)"
        }
    }
}
