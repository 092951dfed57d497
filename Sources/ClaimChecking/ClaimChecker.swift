/// Holds every claim of an answer against what one conversation knows.
///
/// A value has a source when a fact or a passage says the same value, calls it the same (a fee is no price) and says it
/// of the same product or order. Numbers, names and dates are read with the same rules from passages and answers, so a
/// passage may say "七天" and the answer "a week".
package struct ClaimChecker: Sendable {
    private let reader: ClaimReader
    private let facts: [Fact]
    private let known: KnownFacts
    private let related: [String: Set<String>]

    package init(_ known: KnownFacts) {
        self.known = known
        let names = Set(known.entities.map(\.name))
        let entities = known.entities + known.catalogue.filter { !names.contains($0.name) }
        let reader = ClaimReader(entities: entities, today: known.today)
        self.reader = reader
        var facts = known.facts
        for passage in known.passages {
            facts += reader.claims(in: passage).flatMap { claim in
                claim.readings.prefix(1).map { Fact($0, roles: claim.roles, subjects: claim.subjects) }
            }
        }
        facts += known.entities.filter(\.isProduct).map { Fact(.product($0.name)) }
        self.facts = facts + Self.derived(from: facts, today: known.today)
        var related: [String: Set<String>] = [:]
        for entity in entities {
            related[entity.name, default: []].formUnion(entity.related.union([entity.name]))
            for other in entity.related { related[other, default: [other]].insert(entity.name) }
        }
        self.related = related
    }

    package func check(_ answer: String) -> CheckedAnswer {
        let claims = reader.claims(in: answer)
        return CheckedAnswer(
            claims: claims.map { claim in CheckedClaim(claim: claim, hasSource: hasSource(claim)) }
        )
    }

    private func hasSource(_ claim: Claim) -> Bool {
        claim.readings.contains { reading in hasSource(reading, claim) }
    }

    private func hasSource(_ value: ClaimValue, _ claim: Claim) -> Bool {
        if case .statement(let statement, let affirmed) = value {
            return hasSource(statement, affirmed: affirmed, claim)
        }
        return facts.contains { fact in
            fact.value.says(value) && agrees(fact, claim)
        }
    }

    /// A rule that is taken back for some goods does not hold for them.
    private func hasSource(_ statement: Statement, affirmed: Bool, _ claim: Claim) -> Bool {
        let goods = claim.roles.filter { $0.group == Role.food.group }
        if [.returnable, .exchangeable, .priceProtection].contains(statement), !goods.isEmpty {
            let excluded = facts.contains { fact in
                fact.value == .statement(.excluded, affirmed: true) && !fact.roles.isDisjoint(with: goods)
            }
            if excluded { return !affirmed }
        }
        return facts.contains { fact in
            guard case .statement(let known, let truth) = fact.value, known == statement, truth == affirmed else {
                return false
            }
            // A promise that hangs on a condition holds only beside it.
            let condition = fact.roles.filter { $0.group == Role.shopAtFault.group }
            guard condition.isEmpty || !condition.isDisjoint(with: claim.roles) || statement != .freeReturnShipping
            else { return false }
            // "包邮" holds from an amount on, and not below it.
            let bound = statement == .freeShipping ? [Role.atLeast.group] : []
            return agreesInSubject(fact, claim) && agrees(fact.roles, claim.roles, in: bound)
        }
    }

    private func agrees(_ fact: Fact, _ claim: Claim) -> Bool {
        agrees(fact.roles, claim.roles, in: nil) && agreesInSubject(fact, claim)
    }

    private func agrees(_ fact: Set<Role>, _ claim: Set<Role>, in groups: [Int]?) -> Bool {
        let shared = Set(fact.map(\.group)).intersection(claim.map(\.group))
        return shared.allSatisfy { group in
            if let groups, !groups.contains(group) { return true }
            return !fact.filter { $0.group == group }.isDisjoint(with: claim.filter { $0.group == group })
        }
    }

    private func agreesInSubject(_ fact: Fact, _ claim: Claim) -> Bool {
        guard !fact.subjects.isEmpty, !claim.subjects.isEmpty else { return true }
        return claim.subjects.contains { subject in
            !fact.subjects.isDisjoint(with: related[subject] ?? [subject])
        }
    }

    /// What follows from a day: how many days ago it was, or are left, and its weekday.
    private static func derived(from facts: [Fact], today: PartialDate?) -> [Fact] {
        facts.flatMap { fact -> [Fact] in
            guard case .date(let date) = fact.value else { return [] }
            var derived: [Fact] = []
            if let weekday = date.weekday {
                derived.append(Fact(.weekday(weekday), roles: fact.roles, subjects: fact.subjects))
            }
            if let day = date.dayNumber, let now = today?.dayNumber, day != now {
                let days = ClaimValue.duration(Amount(abs(day - now) * 1_440), .minutes)
                derived.append(Fact(days, roles: fact.roles, subjects: fact.subjects))
            }
            return derived
        }
    }
}

/// An answer's claims, each with whether something known says the same.
package struct CheckedAnswer: Hashable, Sendable {
    package var claims: [CheckedClaim]

    package var unsourced: [Claim] { claims.filter { !$0.hasSource }.map(\.claim) }

    /// True when nothing in the answer lacks a source.
    package var isSourced: Bool { claims.allSatisfy(\.hasSource) }
}

package struct CheckedClaim: Hashable, Sendable {
    package var claim: Claim
    package var hasSource: Bool
}

extension ClaimValue {
    /// Whether a fact of this value says what a claim does.
    func says(_ claim: ClaimValue) -> Bool {
        switch (self, claim) {
        case (.money(let known, let currency), .money(let said, let named)):
            known == said && (currency == nil || named == nil || currency == named)
        case (.money(let known, _), .quantity(let said, nil)): known == said
        case (.date(let known), .date(let said)): known.agrees(with: said)
        case (.time(let known, let knownHour), .time(let said, let saidHour)):
            saidHour || knownHour ? known / 60 == said / 60 && (saidHour || said % 60 == 0) : known == said
        case (.percentage(let known), .quantity(let said, nil)): known == said
        case (.duration(let known, .months), .duration(let said, .minutes)):
            said == Amount(tenThousandths: known.tenThousandths * 30 * 1_440)
        case (.duration(let known, .minutes), .duration(let said, .months)):
            known == Amount(tenThousandths: said.tenThousandths * 30 * 1_440)
        case (.quantity(let known, let unit), .quantity(let said, let named)):
            known == said && (unit == nil || named == nil || unit == named)
        case (.duration(let known, .minutes), .quantity(let said, nil)):
            known == Amount(tenThousandths: said.tenThousandths * 1_440)
        case (.identifier(let known), .identifier(let said)): known.matches(said)
        case (.identifier(let known), .identifierEnding(let said)): known.hasSuffix(said)
        case (.identifierEnding(let known), .identifierEnding(let said)): known == said
        case (.identifier(let known), .quantity(let said, nil)): known == said.description
        default: self == claim
        }
    }
}

extension String {
    /// Character by character, where a star of the other stands for any one.
    fileprivate func matches(_ said: String) -> Bool {
        self == said
            || (said.contains("*") && count == said.count && zip(self, said).allSatisfy { $0 == $1 || $1 == "*" })
    }
}
