/// How many entities a tagger finds whole and of the right kind: precision, recall and their harmonic mean, 0 ... 1, as in
/// the CoNLL evaluation.
package struct EntityEvaluation: Sendable, Encodable, Equatable {
    package struct Scores: Sendable, Encodable, Equatable {
        package var entities = 0
        package var found = 0
        package var right = 0
        package var precision: Double { Double(right) / Double(max(1, found)) }
        package var recall: Double { Double(right) / Double(max(1, entities)) }
        package var f1: Double { 2 * Double(right) / Double(max(1, found + entities)) }

        private enum CodingKeys: CodingKey { case entities, found, right, precision, recall, f1 }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(entities, forKey: .entities)
            try container.encode(found, forKey: .found)
            try container.encode(right, forKey: .right)
            try container.encode(precision, forKey: .precision)
            try container.encode(recall, forKey: .recall)
            try container.encode(f1, forKey: .f1)
        }
    }

    package var texts = 0
    package var all = Scores()
    package var kinds: [String: Scores] = [:]

    package init(texts: [TaggedText], answers: [TaggedText]) {
        precondition(texts.count == answers.count, "there must be one answer for each text")
        self.texts = texts.count
        for (text, answer) in zip(texts, answers) { count(text.entities, answer.entities) }
    }

    private mutating func count(_ entities: [Entity], _ found: [Entity]) {
        let right = Set(entities).intersection(found)
        for entity in entities { kinds[entity.kind, default: Scores()].entities += 1 }
        for entity in found { kinds[entity.kind, default: Scores()].found += 1 }
        for entity in right { kinds[entity.kind, default: Scores()].right += 1 }
        all.entities += entities.count
        all.found += found.count
        all.right += right.count
    }
}
