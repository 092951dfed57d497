/// Finds every claim of a text, in Chinese and English. Rules alone: no model, the same text always gives the same.
///
/// Numbers are read first with what makes them a price, a date or a term; then names and promises. What the words
/// around say a value is (a fee, the day of delivery) and of which product it is said is kept with it.
struct ClaimReader: Sendable {
    let entities: [Entity]
    private let names: [(phrase: Phrase, meaning: Entity)]
    let today: PartialDate?

    /// - Parameter entities: Products and orders that are known by name, those of the catalogue included.
    init(entities: [Entity], today: PartialDate?) {
        self.entities = entities
        self.today = today
        names = entities.flatMap { entity in
            ([entity.name] + entity.aliases).flatMap { [(Phrase($0), entity), (Phrase($0 + "s"), entity)] }
        }
    }

    func claims(in answer: String) -> [Claim] {
        let text = AnswerText(answer)
        let clauses = Clauses(text)
        let mentions = self.mentions(in: text)
        let values = self.values(in: text, except: mentions.map(\.range))
        let said = values + carriers(in: text) + statements(in: text, clauses) + gifts(mentions, in: text)
        let cues = self.cues(in: text)
        var claims: [Claim] = []
        for found in said {
            let clause = clauses.clause(at: found.range.lowerBound)
            let sentence = clauses.sentence(at: found.range.lowerBound)
            claims.append(
                Claim(
                    readings: found.readings,
                    range: found.range,
                    text: text.words(found.range),
                    roles: Self.roles(of: found, among: values, cues: cues, clause: clause, sentence: sentence),
                    subjects: Self.subjects(of: found.range, mentions: mentions, clause: clause, sentence: sentence)
                )
            )
        }
        for mention in mentions where mention.entity.isProduct {
            claims.append(
                Claim(
                    readings: [.product(mention.entity.name)],
                    range: mention.range,
                    text: text.words(mention.range),
                    roles: [],
                    subjects: []
                )
            )
        }
        return claims.sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    }

    // MARK: Names

    struct Mention: Sendable {
        var entity: Entity
        var range: Range<Int>
    }

    private func mentions(in text: AnswerText) -> [Mention] {
        var found: [Mention] = []
        var position = 0
        while position < text.count {
            if let hit = text.longest(of: names, at: position) {
                found.append(Mention(entity: hit.meaning, range: position..<hit.end))
                position = hit.end
            } else {
                position += 1
            }
        }
        return found
    }

    private func carriers(in text: AnswerText) -> [FoundValue] {
        Self.hits(of: Carrier.names, in: text).map { FoundValue(.carrier($0.meaning), $0.range) }
    }

    private func statements(in text: AnswerText, _ clauses: Clauses) -> [FoundValue] {
        let polarity = Polarity(text: text)
        return Self.hits(of: Statement.lexicon, in: text).compactMap { hit in
            let clause = clauses.clause(at: hit.range.lowerBound)
            guard let statement = hit.meaning.statement else { return nil }
            if statement.mayBeAsked, clauses.asks(clause) || clauses.isPending(clause) { return nil }
            let denials = polarity.denials(before: hit.range.lowerBound, after: hit.range.upperBound, in: clause)
            let affirmed = hit.meaning.affirmed == denials.isMultiple(of: 2)
            return FoundValue(.statement(statement, affirmed: affirmed), hit.range)
        }
    }

    /// "送保温杯", "free earbuds": goods that nobody asked for.
    private func gifts(_ mentions: [Mention], in text: AnswerText) -> [FoundValue] {
        mentions.compactMap { mention in
            let start = mention.range.lowerBound
            let isGiven =
                text[start - 1] == "送" && !"配派发运寄".unicodeScalars.contains(text[start - 2] ?? " ")
                || text.end(of: Phrase("free "), at: start - 5) == start
            return isGiven ? FoundValue(.statement(.gift, affirmed: true), (start - 1)..<start) : nil
        }
    }

    private func cues(in text: AnswerText) -> [(range: Range<Int>, meaning: Role)] {
        // A phrase may be a cue of several groups ("发货"), so each role is looked for alone.
        var cues: [(range: Range<Int>, meaning: Role)] = []
        for group in Set(Role.allCases.map(\.group)).sorted() {
            cues += Self.hits(of: Role.cues.filter { $0.meaning.group == group }, in: text)
        }
        return cues
    }

    static func hits<Meaning>(
        of phrases: [(phrase: Phrase, meaning: Meaning)],
        in text: AnswerText
    ) -> [(range: Range<Int>, meaning: Meaning)] {
        var hits: [(range: Range<Int>, meaning: Meaning)] = []
        var position = 0
        while position < text.count {
            if let hit = text.longest(of: phrases, at: position) {
                hits.append((position..<hit.end, hit.meaning))
                position = hit.end
            } else {
                position += 1
            }
        }
        return hits
    }

    // MARK: What is said around

    /// Of each group the nearest cue of the clause, or all that are equally near. A cue that stands nearer to another
    /// value is that one's. A rule's topic, the way of payment and a condition hold for the whole sentence where the
    /// clause names none.
    private static func roles(
        of found: FoundValue,
        among values: [FoundValue],
        cues: [(range: Range<Int>, meaning: Role)],
        clause: Range<Int>,
        sentence: Range<Int>
    ) -> Set<Role> {
        var nearest: [Int: (distance: Int, roles: Set<Role>)] = [:]
        let rivals = values.filter {
            $0.range != found.range && $0.isLike(found) && clause.contains($0.range.lowerBound)
        }
        for cue in cues where !cue.range.overlaps(found.range) && sentence.contains(cue.range.lowerBound) {
            let group = cue.meaning.group
            let isInClause = clause.contains(cue.range.lowerBound)
            guard isInClause || Self.groupsOfSentences.contains(group) else { continue }
            let distance = cue.range.distance(to: found.range) + (isInClause ? 0 : Self.outsideOfClause)
            if rivals.contains(where: { cue.range.distance(to: $0.range) < distance }) { continue }
            if distance < nearest[group]?.distance ?? .max {
                nearest[group] = (distance, [cue.meaning])
            } else if distance == nearest[group]?.distance {
                nearest[group]?.roles.insert(cue.meaning)
            }
        }
        return nearest.values.reduce(into: []) { $0.formUnion($1.roles) }
    }

    private static let groupsOfSentences: Set<Int> = [
        Role.returning.group, Role.giftCard.group, Role.shopAtFault.group,
    ]

    /// More than any distance inside of one clause.
    private static let outsideOfClause = 100_000

    /// The entities named nearest in front of it in the sentence, else those behind it in the clause.
    private static func subjects(
        of range: Range<Int>,
        mentions: [Mention],
        clause: Range<Int>,
        sentence: Range<Int>
    ) -> Set<String> {
        let inSentence = mentions.filter { sentence.contains($0.range.lowerBound) }
        let inFront = inSentence.last {
            $0.range.upperBound <= range.lowerBound && clause.contains($0.range.lowerBound)
        }
        let behind = inSentence.first {
            $0.range.lowerBound >= range.upperBound && clause.contains($0.range.lowerBound)
        }
        let earlier = inSentence.last { $0.range.upperBound <= range.lowerBound }
        let inside = inSentence.first { $0.range == range }
        let chosen = inside ?? inFront ?? behind ?? earlier
        return chosen.map { [$0.entity.name] } ?? []
    }
}

/// Readings of one value and where it stands.
struct FoundValue: Hashable, Sendable {
    var readings: [ClaimValue]
    var range: Range<Int>

    init(_ value: ClaimValue, _ range: Range<Int>) { (readings, self.range) = ([value], range) }

    init(readings: [ClaimValue], range: Range<Int>) { (self.readings, self.range) = (readings, range) }

    /// Two prices or two days, say: of such, words around belong to the nearer one.
    func isLike(_ other: FoundValue) -> Bool {
        switch (readings[0], other.readings[0]) {
        case (.money, .money), (.date, .date), (.duration, .duration), (.quantity, .quantity),
            (.identifier, .identifier), (.time, .time):
            true
        default: false
        }
    }
}

extension Range<Int> {
    fileprivate func distance(to other: Range<Int>) -> Int {
        lowerBound >= other.upperBound ? lowerBound - other.upperBound : other.lowerBound - upperBound
    }
}

/// Where a text's sentences and their clauses begin and end.
struct Clauses: Sendable {
    private let text: AnswerText
    private let clauseStarts: [Int]
    private let sentenceStarts: [Int]

    init(_ text: AnswerText) {
        self.text = text
        var clauses = [0]
        var sentences = [0]
        for position in 0..<text.count {
            let scalar = text.scalars[position]
            let betweenDigits = text[position - 1]?.isDigit == true && text[position + 1]?.isDigit == true
            if scalar.isSentenceEnd || (scalar == "." && !betweenDigits && text[position + 1] != ".") {
                sentences.append(position + 1)
                clauses.append(position + 1)
            } else if "，,;；:：、".unicodeScalars.contains(scalar), !betweenDigits {
                clauses.append(position + 1)
                if scalar == ";" || scalar == "；" { sentences.append(position + 1) }
            } else if text.longest(of: Self.turns, at: position) != nil {
                clauses.append(position)
            }
        }
        (clauseStarts, sentenceStarts) = (clauses, sentences)
    }

    func clause(at position: Int) -> Range<Int> { range(at: position, clauseStarts) }

    func sentence(at position: Int) -> Range<Int> { range(at: position, sentenceStarts) }

    /// True where the clause, or the sentence it ends in, asks the customer.
    func asks(_ clause: Range<Int>) -> Bool {
        let words = text.plainWords(clause)
        if ["要不要", "需不需要", "是否", "能不能", "shall i", "would you like", "do you want"].contains(where: {
            words.contains($0)
        }) {
            return true
        }
        guard let last = text.plainWords(clause).last(where: { !$0.isWhitespace }) else { return false }
        return last == "?" || last == "？"
    }

    /// True where the clause says that something has not been done so far, which denies no rule.
    func isPending(_ clause: Range<Int>) -> Bool {
        let words = text.plainWords(clause)
        return ["还没申请", "还没有申请", "尚未申请", "没申请", "还没办", "not applied", "not yet asked"].contains { words.contains($0) }
    }

    private func range(at position: Int, _ starts: [Int]) -> Range<Int> {
        let start = starts.last { $0 <= position } ?? 0
        return start..<(starts.first { $0 > position } ?? text.count)
    }

    private static let turns: [(phrase: Phrase, meaning: Int)] =
        ["但是", "但", "不过", "而", "but", "while", "whereas", "however", "and"].map { (Phrase($0), 0) }
}
