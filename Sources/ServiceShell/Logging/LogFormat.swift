import Logging

/// The parts of one log line.
package struct LogRecord: Sendable {
    let time: WallTime
    let level: Logger.Level
    let service: String
    let label: String
    let message: String
    let fields: Logger.Metadata
}

package enum LogFormat: String, Sendable, CaseIterable {
    case json
    case text

    func line(for record: LogRecord) -> String {
        switch self {
        case .json: jsonLine(for: record)
        case .text: textLine(for: record)
        }
    }

    private func jsonLine(for record: LogRecord) -> String {
        var line = "{"
        line.appendJSONField("time", record.time.rfc3339)
        line.appendJSONField("level", record.level.rawValue)
        line.appendJSONField("service", record.service)
        line.appendJSONField("logger", record.label)
        line.appendJSONField("message", record.message)
        for (key, value) in record.fields.sorted(by: { $0.key < $1.key }) {
            if line.utf8.last != UInt8(ascii: "{") { line.append(",") }
            line.appendJSONString(key)
            line.append(":")
            line.appendJSON(value)
        }
        line.append("}")
        return line
    }

    private func textLine(for record: LogRecord) -> String {
        var line = "\(record.time.rfc3339) \(record.level.rawValue.uppercased()) \(record.service) "
        line.append(record.message.onOneLine)
        for (key, value) in record.fields.sorted(by: { $0.key < $1.key }) {
            line.append(" \(key)=")
            line.append("\(value)".quotedWhereNeeded)
        }
        return line
    }
}

extension String {
    fileprivate mutating func appendJSONField(_ key: String, _ value: String) {
        if utf8.last != UInt8(ascii: "{") { append(",") }
        appendJSONString(key)
        append(":")
        appendJSONString(value)
    }

    fileprivate mutating func appendJSON(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text): appendJSONString(text)
        case .stringConvertible(let convertible): appendJSONString("\(convertible)")
        case .array(let items):
            append("[")
            for (index, item) in items.enumerated() {
                if index > 0 { append(",") }
                appendJSON(item)
            }
            append("]")
        case .dictionary(let fields):
            append("{")
            for (index, field) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { append(",") }
                appendJSONString(field.key)
                append(":")
                appendJSON(field.value)
            }
            append("}")
        }
    }

    /// Control characters would break the line or the terminal, so they are escaped in both formats.
    fileprivate var onOneLine: String {
        var line = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": line.append("\\n")
            case "\r": line.append("\\r")
            case "\t": line.append("\\t")
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                line.append("\\u{\(String(scalar.value, radix: 16))}")
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line
    }

    fileprivate var quotedWhereNeeded: String {
        let line = onOneLine
        guard line.isEmpty || line.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }) else { return line }
        return "\"" + line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
