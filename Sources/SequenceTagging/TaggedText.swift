import Foundation

/// Characters with a tag each: `B-x` where an entity of kind x begins, `I-x` within it, `O` elsewhere.
package struct TaggedText: Sendable, Equatable {
    package var characters: [Unicode.Scalar]
    package var tags: [String]

    package init(characters: [Unicode.Scalar], tags: [String]) {
        precondition(characters.count == tags.count, "there must be one tag for each character")
        self.characters = characters
        self.tags = tags
    }

    /// The entities that the tags name. An `I` without its beginning begins one, as in the CoNLL evaluation.
    package var entities: [Entity] { Entity.entities(of: tags) }

    /// Reads lines of a character, white space and its tag; an empty line ends a text.
    package static func readFile(_ path: String) throws -> [TaggedText] {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw SequenceTaggingError.unreadableFile(path: path, reason: error.localizedDescription)
        }
        var texts: [TaggedText] = []
        var current = TaggedText(characters: [], tags: [])
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let fields = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            if fields.isEmpty {
                if !current.tags.isEmpty { texts.append(current) }
                current = TaggedText(characters: [], tags: [])
                continue
            }
            // A tag alone belongs to a space.
            let word = fields.count == 1 ? " " : fields[0]
            guard fields.count <= 2, let tag = fields.last, isTag(tag), let first = word.unicodeScalars.first else {
                throw SequenceTaggingError.badLine(path: path, line: index + 1)
            }
            current.characters.append(first)
            current.tags.append(String(tag))
        }
        if !current.tags.isEmpty { texts.append(current) }
        guard !texts.isEmpty else { throw SequenceTaggingError.noTexts(path: path) }
        return texts
    }

    private static func isTag(_ tag: Substring) -> Bool {
        tag == "O" || (tag.hasPrefix("B-") || tag.hasPrefix("I-")) && tag.count > 2
    }
}

/// Part of a text that names something.
package struct Entity: Sendable, Hashable {
    package var kind: String
    package var range: Range<Int>

    package init(kind: String, range: Range<Int>) {
        self.kind = kind
        self.range = range
    }

    static func entities(of tags: [String]) -> [Entity] {
        var found: [Entity] = []
        var open: Entity?
        for (position, tag) in tags.enumerated() {
            let kind = tag == "O" ? nil : String(tag.dropFirst(2))
            if let entity = open, kind != entity.kind || tag.hasPrefix("B-") {
                found.append(entity)
                open = nil
            }
            guard let kind else { continue }
            open = Entity(kind: kind, range: (open?.range.lowerBound ?? position)..<position + 1)
        }
        if let open { found.append(open) }
        return found
    }
}
