/// One field of a record that breaks a rule of the import format.
struct FieldViolation: Error, Hashable, Sendable {
    /// Path from the record, `items[1].quantity`; empty for the record as a whole.
    var field: String
    /// What was wrong and what would be right.
    var rule: String
}
