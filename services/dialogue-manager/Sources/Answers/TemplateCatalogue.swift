import Foundation

/// The words of every answer in every language, checked when they are loaded.
struct TemplateCatalogue: Sendable {
    private let variants: [Language: [AnswerKey: [Template]]]
    private let phrasings: [Language: Phrasing]
    private let quickReplies: [Language: TemplateFile.QuickReplies]

    /// Reads `zh.yaml` and `en.yaml` from a folder.
    init(folder: URL) throws(TemplateFileError) {
        var files: [Language: String] = [:]
        for language in Language.allCases {
            let name = language.fileName
            guard let yaml = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else {
                throw .missingFile(folder.appending(path: name).path)
            }
            files[language] = yaml
        }
        try self.init(yaml: files)
    }

    init(yaml files: [Language: String]) throws(TemplateFileError) {
        var variants: [Language: [AnswerKey: [Template]]] = [:]
        var phrasings: [Language: Phrasing] = [:]
        var quickReplies: [Language: TemplateFile.QuickReplies] = [:]
        for language in Language.allCases {
            guard let yaml = files[language] else { throw .missingFile(language.fileName) }
            let file = try TemplateFile(yaml: yaml, name: language.fileName)
            variants[language] = try Self.templates(of: file, name: language.fileName)
            phrasings[language] = Phrasing(
                language: language,
                vocabulary: try Self.vocabulary(of: file, name: language.fileName)
            )
            quickReplies[language] = file.quickReplies
        }
        self.variants = variants
        self.phrasings = phrasings
        self.quickReplies = quickReplies
    }

    /// The answer's words. The same seed always chooses the same variant.
    func words(for answer: Answer, in language: Language, seed: String, clock: WallClock) throws(AnswerError) -> String
    {
        guard let templates = variants[language]?[answer.key], let phrasing = phrasings[language],
            !templates.isEmpty
        else { throw .noTemplate(answer.key, language) }
        let chosen = templates[Int(stableHash(seed + "#" + answer.key.rawValue) % UInt64(templates.count))]
        var words = ""
        try Self.render(chosen.parts, answer: answer.key, facts: answer.facts, phrasing, clock, into: &words)
        return String(words.trimmingWhitespace())
    }

    /// One fact of an answer as it reads in the language.
    func words(
        forFact name: String,
        of answer: Answer,
        in language: Language,
        clock: WallClock
    ) throws(AnswerError) -> String {
        guard let phrasing = phrasings[language] else { throw .noTemplate(answer.key, language) }
        guard let fact = FactName(rawValue: name), let value = answer.facts[fact] else {
            throw .unknownFact(name, answer.key)
        }
        return phrasing.words(for: value, clock: clock)
    }

    /// Ready answers to offer with a question: the options' numbers, or yes and no.
    func quickReplies(for question: Question, in language: Language) -> [String] {
        switch question.subject {
        case .whichOrder: question.options.map(\.id)
        case .whichProduct: question.options.compactMap { language == .chinese ? $0.names.first : $0.names.last }
        case .listedOrders, .listedProducts: []
        case .task(let slot) where slot == nil: quickReplies[language].map { [$0.agree, $0.giveUp] } ?? []
        case .task(.order), .task(.items): question.options.indices.map { String($0 + 1) }
        case .task: []
        case .whichKnowledge: question.options.indices.map { String($0 + 1) }
        case .offerHuman: quickReplies[language].map { [$0.yes, $0.no] } ?? []
        }
    }

    /// Every reason that a flow knows has words in every language.
    func checkWords(of flows: FlowCatalogue) throws(TemplateFileError) {
        for code in flows.current.flatMap(\.choices).map(\.code) {
            for language in Language.allCases where phrasings[language]?.vocabulary[.reason]?[code] == nil {
                throw .missingWord(file: language.fileName, vocabulary: Vocabulary.reason.rawValue, code: code)
            }
        }
    }

    private static func render(
        _ parts: [Template.Part],
        answer: AnswerKey,
        facts: Facts,
        _ phrasing: Phrasing,
        _ clock: WallClock,
        into words: inout String
    ) throws(AnswerError) {
        for part in parts {
            switch part {
            case .words(let text):
                words += text
            case .fact(let name):
                guard let value = facts[name] else { throw .missingFact(name, answer) }
                words += phrasing.words(for: value, clock: clock)
            case .present(let name, let inner) where facts[name].isPresent,
                .absent(let name, let inner) where !facts[name].isPresent:
                try render(inner, answer: answer, facts: facts, phrasing, clock, into: &words)
            case .present, .absent:
                break
            case .each(let name, let inner):
                guard case .list(let items)? = facts[name] else { throw .missingFact(name, answer) }
                for item in items {
                    try render(inner, answer: answer, facts: item, phrasing, clock, into: &words)
                }
            }
        }
    }
}

extension TemplateCatalogue {
    private static func templates(
        of file: TemplateFile,
        name: String
    ) throws(TemplateFileError) -> [AnswerKey: [Template]] {
        if let unknown = file.answers.keys.sorted().first(where: { AnswerKey(rawValue: $0) == nil }) {
            throw .unknownAnswer(file: name, key: unknown)
        }
        var templates: [AnswerKey: [Template]] = [:]
        for key in AnswerKey.allCases {
            guard let texts = file.answers[key.rawValue], !texts.isEmpty else {
                throw .missingAnswer(file: name, key: key.rawValue)
            }
            for (index, text) in texts.enumerated() {
                do throws(TemplateError) {
                    let template = try Template(parsing: text)
                    try template.validate(against: key.shape)
                    templates[key, default: []].append(template)
                } catch {
                    throw .invalid(file: name, key: key.rawValue, variant: index + 1, error)
                }
            }
        }
        return templates
    }

    private static func vocabulary(
        of file: TemplateFile,
        name: String
    ) throws(TemplateFileError) -> [Vocabulary: [String: String]] {
        var vocabularies: [Vocabulary: [String: String]] = [:]
        for vocabulary in Vocabulary.allCases {
            let words = file.words[vocabulary.rawValue] ?? [:]
            for code in vocabulary.codes where words[code] == nil {
                throw .missingWord(file: name, vocabulary: vocabulary.rawValue, code: code)
            }
            vocabularies[vocabulary] = words
        }
        return vocabularies
    }
}

extension Language {
    var fileName: String { rawValue + ".yaml" }
}

extension FactValue? {
    /// An empty list counts as missing: a template need not ask both.
    fileprivate var isPresent: Bool {
        switch self {
        case nil: false
        case .list(let items)?: !items.isEmpty
        default: true
        }
    }
}

/// An answer that cannot be worded: our own mistake, since templates and answers are checked against each other.
enum AnswerError: Error, Hashable, Sendable, CustomStringConvertible {
    case noTemplate(AnswerKey, Language)
    case missingFact(FactName, AnswerKey)
    case unknownFact(String, AnswerKey)

    var description: String {
        switch self {
        case .noTemplate(let key, let language):
            "there is no template of \"\(key.rawValue)\" in \"\(language.rawValue)\""
        case .unknownFact(let name, let key): "the answer \"\(key.rawValue)\" has no fact \"\(name)\""
        case .missingFact(let name, let key):
            "the answer \"\(key.rawValue)\" was given no fact \"\(name.rawValue)\""
        }
    }
}

/// FNV-1a in 64 bits: the same text hashes the same in every process, unlike `Hasher`.
func stableHash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}
