/// One rule that an action would break, with the facts that broke it.
struct RuleViolation: Hashable, Sendable {
    /// Stable name, "return.window".
    var rule: String
    /// For words: window_days=7, delivered_days_ago=12.
    var facts: [Attribute]

    init(_ rule: String, _ facts: KeyValuePairs<String, String> = [:]) {
        self.rule = rule
        self.facts = facts.map { Attribute(name: $0.key, value: $0.value) }
    }
}
