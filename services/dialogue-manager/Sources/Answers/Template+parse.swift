extension Template {
    init(parsing text: String) throws(TemplateError) {
        var parser = Parser(rest: text[...])
        parts = try parser.parts(nested: false)
    }

    /// Recursive descent over ``Template``'s notation.
    private struct Parser {
        var rest: Substring

        mutating func parts(nested: Bool) throws(TemplateError) -> [Part] {
            var parts: [Part] = []
            while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
                if brace > rest.startIndex { parts.append(.words(String(rest[..<brace]))) }
                let isOpening = rest[brace] == "{"
                rest = rest[rest.index(after: brace)...]
                if isOpening {
                    parts.append(try placeholder())
                } else if nested {
                    return parts
                } else {
                    throw .strayBrace
                }
            }
            guard !nested else { throw .unclosedBrace }
            if !rest.isEmpty { parts.append(.words(String(rest))) }
            return parts
        }

        private mutating func placeholder() throws(TemplateError) -> Part {
            guard let mark = rest.first, "?!#".contains(mark) else {
                guard let end = rest.firstIndex(of: "}") else { throw .unclosedBrace }
                return .fact(try name(before: end))
            }
            rest.removeFirst()
            guard let colon = rest.firstIndex(of: ":") else { throw .unclosedBrace }
            let name = try name(before: colon)
            // One blank after the colon belongs to the notation; the rest is words.
            if rest.first == " " { rest.removeFirst() }
            let inner = try parts(nested: true)
            switch mark {
            case "?": return .present(name, inner)
            case "!": return .absent(name, inner)
            default: return .each(name, inner)
            }
        }

        private mutating func name(before end: Substring.Index) throws(TemplateError) -> FactName {
            let text = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            guard !text.isEmpty else { throw .emptyPlaceholder }
            guard let name = FactName(rawValue: text) else { throw .unknownFact(text) }
            return name
        }
    }
}

extension Template {
    /// Checks that the template names only facts which its answer is always given, or asks whether they are there.
    func validate(against shape: AnswerShape) throws(TemplateError) {
        try Self.validate(parts, shape: shape, present: shape.required)
    }

    private static func validate(
        _ parts: [Part],
        shape: AnswerShape,
        present: Set<FactName>
    ) throws(TemplateError) {
        for part in parts {
            switch part {
            case .words:
                break
            case .fact(let name):
                guard shape.lists[name] == nil else { throw .wrongKind(name) }
                guard present.contains(name) else {
                    throw shape.optional.contains(name) ? .uncheckedFact(name) : .undeclaredFact(name)
                }
            case .present(let name, let inner):
                guard shape.isDeclared(name) else { throw .undeclaredFact(name) }
                try validate(inner, shape: shape, present: present.union([name]))
            case .absent(let name, let inner):
                guard shape.isDeclared(name) else { throw .undeclaredFact(name) }
                try validate(inner, shape: shape, present: present)
            case .each(let name, let inner):
                guard let item = shape.lists[name] else {
                    throw shape.isDeclared(name) ? .wrongKind(name) : .undeclaredFact(name)
                }
                let shape = AnswerShape(required: item, optional: shape.optionalInLists)
                try validate(inner, shape: shape, present: item)
            }
        }
    }
}

extension AnswerShape {
    func isDeclared(_ name: FactName) -> Bool {
        required.contains(name) || optional.contains(name) || lists[name] != nil
    }
}
