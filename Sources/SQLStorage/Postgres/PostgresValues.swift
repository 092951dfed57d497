import CPostgres
import Foundation

/// A statement's arguments as libpq takes them: text and bytes as they are with their length, numbers as digits, whose
/// type the server infers from where they stand.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    /// Where each begins; nil for NULL.
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [SQLValue]) {
        for value in values {
            switch value {
            case .null: append(nil, isBinary: false)
            case .integer(let integer): append(Array(String(integer).utf8), isBinary: false)
            case .real(let real): append(Array(String(real).utf8), isBinary: false)
            case .text(let text): append(Array(text.utf8), isBinary: true)
            case .bytes(let content): append(content, isBinary: true)
            }
        }
    }

    private mutating func append(_ content: [UInt8]?, isBinary: Bool) {
        offsets.append(content.map { _ in bytes.count })
        lengths.append(Int32(content?.count ?? 0))
        formats.append(isBinary ? 1 : 0)
        // The zero ends the digits of a number; a length stands for the others.
        if let content { bytes += content + [0] }
    }

    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            let start = buffer.bindMemory(to: CChar.self).baseAddress
            let pointers: [UnsafePointer<CChar>?] = offsets.map { offset in
                offset.flatMap { offset in start.map { $0 + offset } }
            }
            return pointers.withUnsafeBufferPointer { pointers in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}

extension PostgresConnection.Answer {
    init(_ result: OpaquePointer) {
        command = String(cString: PQcmdStatus(result))
        changesCount = Int(String(cString: PQcmdTuples(result))) ?? 0
        let columns = (0..<PQnfields(result)).map { $0 }
        guard !columns.isEmpty else { return }
        let names = ColumnNames(columns.map { String(cString: PQfname(result, $0)) })
        let kinds = columns.map { PostgresKind(oid: PQftype(result, $0)) }
        rows = (0..<PQntuples(result)).map { row in
            Row(
                names: names,
                values: columns.map { column in
                    guard PQgetisnull(result, row, column) == 0, let text = PQgetvalue(result, row, column) else {
                        return .null
                    }
                    let bytes = UnsafeRawBufferPointer(start: text, count: Int(PQgetlength(result, row, column)))
                    return kinds[Int(column)].value(bytes)
                }
            )
        }
    }
}

/// How a column's text reads, by the fixed numbers that PostgreSQL's types have (pg_type.dat).
private enum PostgresKind {
    case integer
    case real
    case flag
    case bytes
    case text

    init(oid: UInt32) {
        self =
            switch oid {
            // int2, int4, int8, numeric: what a sum of integers is.
            case 21, 23, 20, 1700: .integer
            case 700, 701: .real
            case 16: .flag
            case 17: .bytes
            default: .text
            }
    }

    func value(_ buffer: UnsafeRawBufferPointer) -> SQLValue {
        let text = String(decoding: buffer, as: UTF8.self)
        switch self {
        case .integer: return Int64(text).map { .integer($0) } ?? Double(text).map { .real($0) } ?? .text(text)
        case .real: return Double(text).map { .real($0) } ?? .text(text)
        case .flag: return .integer(text == "t" ? 1 : 0)
        case .bytes: return .bytes(Self.decodeHex(buffer))
        case .text: return .text(text)
        }
    }

    /// `\x` and two digits a byte, the form that servers since 9.0 write.
    private static func decodeHex(_ buffer: UnsafeRawBufferPointer) -> [UInt8] {
        func digit(_ byte: UInt8) -> UInt8 { byte < 0x40 ? byte & 0xF : byte & 0xF + 9 }
        return stride(from: 2, to: buffer.count - 1, by: 2).map { digit(buffer[$0]) << 4 | digit(buffer[$0 + 1]) }
    }
}

enum CStrings {
    /// Calls `body` with C strings and a nil after the last one.
    static func withPointers<Result>(
        _ strings: [String],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        let pointers = copies.map { UnsafePointer<CChar>($0) } + [nil]
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}
