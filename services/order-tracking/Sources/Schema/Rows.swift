import SQLStorage

/// What a row of this service's own tables must hold, and does not.
///
/// It means that the file was changed by hand or is damaged; nobody who calls the service can cause or mend it.
struct DamagedRowError: Error, Hashable, Sendable, CustomStringConvertible {
    var column: String
    var value: String

    var description: String { "column \(column) holds \"\(value)\", which this release never writes" }
}

extension Row {
    func text(_ column: String) -> String {
        let text: String? = self[column]
        return text ?? ""
    }

    func choice<Choice: RawRepresentable<String>>(_ column: String) throws -> Choice {
        let text = text(column)
        guard let choice = Choice(rawValue: text) else { throw DamagedRowError(column: column, value: text) }
        return choice
    }

    func currency(_ column: String) throws -> Currency {
        let text = text(column)
        guard let currency = Currency(text) else { throw DamagedRowError(column: column, value: text) }
        return currency
    }

    func timestamp(_ column: String) -> Timestamp? {
        let milliseconds: Int64? = self[column]
        return milliseconds.map { Timestamp(milliseconds: $0) }
    }

    func attributes(_ column: String) throws -> [Attribute] {
        guard case .object(let members) = try json(column) else { return [] }
        return try members.map { member in
            guard case .string(let value) = member.value else {
                throw DamagedRowError(column: column, value: member.name)
            }
            return Attribute(name: member.name, value: value)
        }
    }

    func texts(_ column: String) throws -> [String] {
        guard case .array(let elements) = try json(column) else { return [] }
        return try elements.map { element in
            guard case .string(let value) = element else {
                throw DamagedRowError(column: column, value: element.kindName)
            }
            return value
        }
    }

    func address(_ column: String) throws -> Address {
        var fields = try FieldReader(json(column))
        return try Address(fields: &fields)
    }

    func bytes(_ column: String) -> [UInt8] {
        let bytes: [UInt8]? = self[column]
        return bytes ?? []
    }

    func object(_ column: String) throws -> FieldReader { try FieldReader(json(column)) }

    func objects(_ column: String) throws -> [FieldReader] {
        guard case .array(let elements) = try json(column) else { return [] }
        return try elements.map { try FieldReader($0) }
    }

    private func json(_ column: String) throws -> JSONValue {
        let text = text(column)
        do {
            return try JSONParser.parse(Array(text.utf8))
        } catch {
            throw DamagedRowError(column: column, value: text)
        }
    }
}

extension JSONValue {
    /// The text of a JSON column.
    var columnText: String { String(decoding: canonicalBytes, as: UTF8.self) }

    static func attributes(_ attributes: [Attribute]) -> JSONValue {
        .object(attributes.map { .init(name: $0.name, value: .string($0.value)) })
    }

    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
