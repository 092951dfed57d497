/// A value that an answer may tell.
package struct Fact: Hashable, Sendable {
    package var value: ClaimValue
    /// What it is; empty fits wherever the value stands.
    package var roles: Set<Role>
    /// Products and orders that it is true of; empty for all.
    package var subjects: Set<String>

    package init(_ value: ClaimValue, roles: Set<Role> = [], subjects: Set<String> = []) {
        (self.value, self.roles, self.subjects) = (value, roles, subjects)
    }
}

/// A product or an order, under every name it goes by.
package struct Entity: Hashable, Sendable {
    package var name: String
    package var aliases: [String]
    /// Other entities of which its facts are true too: an order and the goods in it.
    package var related: Set<String>
    package var isProduct: Bool

    package init(_ name: String, aliases: [String] = [], related: Set<String> = [], isProduct: Bool = true) {
        (self.name, self.aliases, self.related, self.isProduct) = (name, aliases, related, isProduct)
    }
}

/// All that one conversation knows.
package struct KnownFacts: Sendable {
    package var facts: [Fact]
    /// What the conversation is about.
    package var entities: [Entity]
    /// Names that would be products if they were said: the shop's catalogue.
    package var catalogue: [Entity]
    /// Texts of the shop's knowledge; what they say is known.
    package var passages: [String]
    /// The day on which the answer is read; without it "tomorrow" has no source.
    package var today: PartialDate?

    package init(
        facts: [Fact] = [],
        entities: [Entity] = [],
        catalogue: [Entity] = [],
        passages: [String] = [],
        today: PartialDate? = nil
    ) {
        (self.facts, self.entities, self.catalogue) = (facts, entities, catalogue)
        (self.passages, self.today) = (passages, today)
    }
}
