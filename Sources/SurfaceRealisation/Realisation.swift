/// What the model wrote for a situation, checked before any value enters it.
package struct Realisation: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case words(String)
        case fact(String)
    }

    private let parts: [Part]

    /// Takes a text only when it names each fact of the situation exactly once and no other, holds no digit, and is one
    /// paragraph of usual length.
    package init(_ text: String, for situation: Situation) throws(RealisationError) {
        guard text.count <= Self.charactersMax else { throw .tooLong(characters: text.count) }
        guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
        var parts: [Part] = []
        var seen: Set<String> = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else { throw .brokenPlaceholder }
            let name = String(rest[rest.index(after: brace)..<end])
            guard situation.facts.contains(name) else { throw .unknownFact(name) }
            guard seen.insert(name).inserted else { throw .repeatedFact(name) }
            parts += [.words(String(rest[..<brace])), .fact(name)]
            rest = rest[rest.index(after: end)...]
        }
        parts.append(.words(String(rest)))
        if let missing = situation.facts.subtracting(seen).min() { throw .missingFact(missing) }
        for case .words(let words) in parts {
            if let value = words.first(where: \.isDigit) { throw .value(value) }
            // The model's own marks of acts and moods are written so.
            guard !words.contains(where: { $0 == "[" || $0 == "]" }) else { throw .brokenPlaceholder }
            if let control = words.unicodeScalars.first(where: { $0.value < 0x20 }) {
                throw .controlCharacter(control.value)
            }
        }
        self.parts = parts
    }

    /// About twice the longest reply of the training data.
    package static let charactersMax = 600

    /// The text with the facts' own words. Every fact of the situation must be there.
    package func filled(_ words: (String) throws -> String) rethrows -> String {
        try parts.map { part in
            switch part {
            case .words(let text): text
            case .fact(let name): try words(name)
            }
        }.joined()
    }
}

/// Why a written text is not said. The customer then gets the template's words.
package enum RealisationError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    case tooLong(characters: Int)
    case brokenPlaceholder
    case unknownFact(String)
    case repeatedFact(String)
    case missingFact(String)
    case value(Character)
    case controlCharacter(UInt32)

    package var description: String {
        switch self {
        case .empty: "the model wrote nothing"
        case .tooLong(let characters):
            "the model wrote \(characters) characters, more than \(Realisation.charactersMax)"
        case .brokenPlaceholder: "a brace or bracket is not part of a placeholder"
        case .unknownFact(let name): "the placeholder \"\(name)\" is no fact of the situation"
        case .repeatedFact(let name): "the fact \"\(name)\" is named twice"
        case .missingFact(let name): "the fact \"\(name)\" is not named"
        case .value(let character): "the model wrote a number itself (\"\(character)\"), and only facts may hold one"
        case .controlCharacter(let code): "the text holds the control character \(code)"
        }
    }
}
