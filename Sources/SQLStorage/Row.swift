/// One row of a query's answer, its values by the names of their columns.
///
/// Asking for a column that the query does not give, or for a type that the column never holds, is a mistake of the
/// program and ends it; a value that may be NULL is asked for as an optional.
package struct Row: Sendable {
    /// Shared by all rows of an answer.
    let names: ColumnNames
    package let values: [SQLValue]

    package subscript<Value: SQLConvertible>(_ column: String) -> Value {
        let value = values[index(of: column)]
        guard let converted = Value(value) else {
            preconditionFailure("column \(column) must hold a value of \(Value.self) (is \(value.kind))")
        }
        return converted
    }

    package subscript<Value: SQLConvertible>(_ column: String) -> Value? {
        let value = values[index(of: column)]
        if case .null = value { return nil }
        guard let converted = Value(value) else {
            preconditionFailure("column \(column) must hold a value of \(Value.self), or NULL (is \(value.kind))")
        }
        return converted
    }

    private func index(of column: String) -> Int {
        guard let index = names.names.firstIndex(of: column) else {
            preconditionFailure("a row must have the column \(column) (has \(names.names))")
        }
        return index
    }
}

final class ColumnNames: Sendable {
    let names: [String]

    init(_ names: [String]) { self.names = names }
}

extension SQLValue {
    /// Without the value itself, which may be a customer's.
    fileprivate var kind: String {
        switch self {
        case .null: "NULL"
        case .integer: "an integer"
        case .real: "a real"
        case .text: "text"
        case .bytes: "bytes"
        }
    }
}
