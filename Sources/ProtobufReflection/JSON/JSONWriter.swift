/// Writes JSON on one line, or indented by two spaces.
struct JSONWriter {
    private var text = ""
    private let isIndented: Bool

    static func write(_ value: JSONValue, isIndented: Bool) -> String {
        var writer = JSONWriter(isIndented: isIndented)
        writer.value(value, depth: 0)
        return writer.text
    }

    private init(isIndented: Bool) {
        self.isIndented = isIndented
    }

    private mutating func value(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .number(let spelling): text += spelling
        case .string(let content): string(content)
        case .array(let elements):
            container("[", "]", elements, depth: depth) { writer, element in
                writer.value(element, depth: depth + 1)
            }
        case .object(let members):
            container("{", "}", members, depth: depth) { writer, member in
                writer.string(member.name)
                writer.text += writer.isIndented ? ": " : ":"
                writer.value(member.value, depth: depth + 1)
            }
        }
    }

    private mutating func container<Element>(
        _ opening: String,
        _ closing: String,
        _ elements: [Element],
        depth: Int,
        _ write: (inout JSONWriter, Element) -> Void
    ) {
        text += opening
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            newLine(depth: depth + 1)
            write(&self, element)
        }
        if !elements.isEmpty { newLine(depth: depth) }
        text += closing
    }

    private mutating func newLine(depth: Int) {
        if isIndented { text += "\n" + String(repeating: "  ", count: depth) }
    }

    private mutating func string(_ content: String) {
        text += "\""
        for scalar in content.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..<"\u{20}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
