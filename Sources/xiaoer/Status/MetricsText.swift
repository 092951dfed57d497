/// One line of Prometheus' text format.
struct MetricLine: Hashable {
    let name: String
    let labels: [String: String]
    let value: Double
}

/// Reads Prometheus' text format, as far as a service of the mesh writes it; what it does not understand it leaves out.
enum MetricsText {
    static func lines(in text: String) -> [MetricLine] {
        text.split(separator: "\n").compactMap(line(from:))
    }

    private static func line(from text: Substring) -> MetricLine? {
        guard !text.hasPrefix("#") else { return nil }
        var rest = text
        let name = rest.prefix { $0 != "{" && $0 != " " }
        rest = rest.dropFirst(name.count)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            rest = rest.dropFirst()
            guard let read = readLabels(&rest) else { return nil }
            labels = read
        }
        let number = rest.drop { $0 == " " }.prefix { $0 != " " }
        guard !name.isEmpty, let value = value(of: number) else { return nil }
        return MetricLine(name: String(name), labels: labels, value: value)
    }

    private static func value(of text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        default: Double(text)
        }
    }

    /// Up to and with the closing brace.
    private static func readLabels(_ rest: inout Substring) -> [String: String]? {
        var labels: [String: String] = [:]
        while let next = rest.first, next != "}" {
            let name = rest.prefix { $0 != "=" }
            rest = rest.dropFirst(name.count)
            guard rest.hasPrefix("=\"") else { return nil }
            rest = rest.dropFirst(2)
            guard let value = readValue(&rest) else { return nil }
            labels[String(name)] = value
            if rest.first == "," { rest = rest.dropFirst() }
        }
        guard rest.first == "}" else { return nil }
        rest = rest.dropFirst()
        return labels
    }

    /// Up to and with the closing quote, escapes undone.
    private static func readValue(_ rest: inout Substring) -> String? {
        var value = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return value
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                value.append(escaped == "n" ? "\n" : escaped)
            default: value.append(character)
            }
        }
        return nil
    }
}
