/// Takes the fields of one JSON object, each once and by name; what is left at the end is refused.
///
/// Unknown fields are errors, since a field that is read over would be missing from the next export.
struct FieldReader {
    let path: String
    private var members: [JSONValue.Member]

    init(_ value: JSONValue, path: String = "") throws {
        guard case .object(let members) = value else {
            throw FieldViolation(field: path, rule: "must be an object (is \(value.kindName))")
        }
        self.path = path
        self.members = members
    }

    /// Bytes that any one text may have; the contract's longest text, a description, stays far below.
    static let textBytesMax = 8192
    static let identifierBytesMax = 128
    static let listCountMax = 2000

    /// Fails with the names that nobody asked for.
    func finish() throws {
        guard let unknown = members.first else { return }
        throw violation(unknown.name, "is not a field of this record")
    }

    func violation(_ name: String, _ rule: String) -> FieldViolation {
        FieldViolation(field: fieldPath(name), rule: rule)
    }

    func fieldPath(_ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    mutating func take(_ name: String) -> JSONValue? {
        guard let index = members.firstIndex(where: { $0.name == name }) else { return nil }
        return members.remove(at: index).value
    }

    mutating func required(_ name: String) throws -> JSONValue {
        guard let value = take(name) else { throw violation(name, "is missing") }
        return value
    }

    // MARK: Texts

    mutating func optionalText(_ name: String, bytesMax: Int = textBytesMax) throws -> String? {
        guard let value = take(name) else { return nil }
        return try text(value, name, bytesMax: bytesMax)
    }

    /// Absent is the same as empty, and empty must be written as absent, so that a record has one text.
    mutating func textOrEmpty(_ name: String, bytesMax: Int = textBytesMax) throws -> String {
        try optionalText(name, bytesMax: bytesMax) ?? ""
    }

    mutating func requiredText(_ name: String, bytesMax: Int = textBytesMax) throws -> String {
        try text(required(name), name, bytesMax: bytesMax)
    }

    mutating func identifier(_ name: String) throws -> String {
        guard let value = try optionalIdentifier(name) else { throw violation(name, "is missing") }
        return value
    }

    mutating func optionalIdentifier(_ name: String) throws -> String? {
        guard let value = try optionalText(name, bytesMax: Self.identifierBytesMax) else { return nil }
        let isAllowed =
            value.utf8.allSatisfy { 0x20 < $0 && $0 < 0x7F }
            || value.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0.properties.generalCategory != .control
            }
        guard isAllowed else { throw violation(name, "must be an id without spaces (is \"\(value)\")") }
        return value
    }

    private func text(_ value: JSONValue, _ name: String, bytesMax: Int) throws -> String {
        guard case .string(let text) = value else {
            throw violation(name, "must be a string (is \(value.kindName))")
        }
        guard !text.isEmpty else { throw violation(name, "must not be empty; leave an unknown text out") }
        guard text.utf8.count <= bytesMax else {
            throw violation(name, "must have at most \(bytesMax) bytes (has \(text.utf8.count))")
        }
        return text
    }

    // MARK: Numbers, times, choices

    mutating func optionalInteger(_ name: String, in range: ClosedRange<Int64>) throws -> Int64? {
        guard let value = take(name) else { return nil }
        guard case .integer(let number) = value else {
            throw violation(name, "must be a whole number (is \(value.kindName))")
        }
        guard range.contains(number) else {
            throw violation(name, "must be in \(range.lowerBound)...\(range.upperBound) (is \(number))")
        }
        return number
    }

    mutating func requiredInteger(_ name: String, in range: ClosedRange<Int64>) throws -> Int64 {
        guard let number = try optionalInteger(name, in: range) else { throw violation(name, "is missing") }
        return number
    }

    mutating func optionalBool(_ name: String) throws -> Bool? {
        guard let value = take(name) else { return nil }
        guard case .bool(let flag) = value else {
            throw violation(name, "must be true or false (is \(value.kindName))")
        }
        return flag
    }

    mutating func optionalTimestamp(_ name: String) throws -> Timestamp? {
        guard let text = try optionalText(name, bytesMax: 32) else { return nil }
        guard let timestamp = Timestamp(text: text) else {
            throw violation(name, "must be a UTC time such as 2025-06-30T08:15:00Z (is \"\(text)\")")
        }
        return timestamp
    }

    mutating func requiredTimestamp(_ name: String) throws -> Timestamp {
        guard let timestamp = try optionalTimestamp(name) else { throw violation(name, "is missing") }
        return timestamp
    }

    mutating func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        _ type: Choice.Type = Choice.self
    ) throws -> Choice? {
        guard let text = try optionalText(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw violation(name, "must be one of \(choices) (is \"\(text)\")")
        }
        return choice
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws -> Choice {
        guard let choice = try optionalChoice(name, Choice.self) else { throw violation(name, "is missing") }
        return choice
    }

    // MARK: Money

    mutating func currency(_ name: String) throws -> Currency {
        let code = try requiredText(name)
        guard let currency = Currency(code) else {
            throw violation(name, "must be an ISO 4217 code such as CNY (is \"\(code)\")")
        }
        return currency
    }

    /// An amount in minor units of `currency`, never negative.
    mutating func amount(_ name: String, _ currency: Currency) throws -> Money {
        Money(minorUnits: try requiredInteger(name, in: 0...Money.minorUnitsMax), currency: currency)
    }

    // MARK: Lists and objects

    /// Elements with their paths, `items[2]`; absent is the same as none.
    mutating func list(_ name: String, countMax: Int = listCountMax) throws -> [(value: JSONValue, path: String)] {
        guard let value = take(name) else { return [] }
        guard case .array(let elements) = value else { throw violation(name, "must be a list (is \(value.kindName))") }
        guard !elements.isEmpty else { throw violation(name, "must not be empty; leave an empty list out") }
        guard elements.count <= countMax else {
            throw violation(name, "must have at most \(countMax) elements (has \(elements.count))")
        }
        return elements.enumerated().map { ($1, "\(fieldPath(name))[\($0)]") }
    }

    mutating func texts(_ name: String) throws -> [String] {
        try list(name).map { element in
            guard case .string(let text) = element.value, !text.isEmpty, text.utf8.count <= Self.textBytesMax else {
                throw FieldViolation(field: element.path, rule: "must be a string of 1 to \(Self.textBytesMax) bytes")
            }
            return text
        }
    }

    mutating func object(_ name: String) throws -> FieldReader {
        try FieldReader(required(name), path: fieldPath(name))
    }

    /// An object whose names are data, in its order.
    mutating func attributes(_ name: String) throws -> [Attribute] {
        guard let value = take(name) else { return [] }
        guard case .object(let members) = value else {
            throw violation(name, "must be an object (is \(value.kindName))")
        }
        guard !members.isEmpty else { throw violation(name, "must not be empty; leave an empty object out") }
        return try members.map { member in
            guard case .string(let text) = member.value, !text.isEmpty, !member.name.isEmpty else {
                throw violation("\(name).\(member.name)", "must be a string that is not empty")
            }
            return Attribute(name: member.name, value: text)
        }
    }
}
