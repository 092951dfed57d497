/// A setting's value after its text was read according to the setting's kind.
package enum SettingValue: Sendable, Hashable {
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case duration(Duration)
    case text(String)
    case list([String])

    /// The shortest decimal text of a number: `5` rather than `5.0`.
    static func text(of number: Double) -> String {
        if let whole = Int(exactly: number) { return String(whole) }
        return String(number)
    }
}

/// A value as it was written, before anything is known about its kind.
package enum RawSettingValue: Sendable, Hashable {
    case text(String)
    case list([String])
}

extension Setting.Kind {
    /// Reads a value; nil when it has another type.
    func value(from raw: RawSettingValue) -> SettingValue? {
        switch (self, raw) {
        case (.endpoints, .list(let items)), (.list, .list(let items)):
            return .list(items)
        case (_, .list):
            return nil
        case (.flag, .text(let text)):
            return Self.flags[text.lowercased()].map { .flag($0) }
        case (.integer, .text(let text)):
            return Int(text).map { .integer($0) }
        case (.number, .text(let text)):
            return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        case (.duration(_, let unit), .text(let text)):
            // Beyond a century a Double of seconds could overflow a Duration.
            return Double(text).flatMap { count in
                abs(count * (unit.duration / .seconds(1))) <= 4e9 ? .duration(unit.duration * count) : nil
            }
        case (.text, .text(let text)), (.choice, .text(let text)):
            return .text(text)
        case (.endpoints, .text(let text)), (.list, .text(let text)):
            return .list(text.split(separator: ",").map { $0.trimmingSpaces }.filter { !$0.isEmpty })
        }
    }

    private static let flags = ["true": true, "yes": true, "on": true, "false": false, "no": false, "off": false]

    /// What would be right, when the value is not; nil when it is.
    func complaint(about value: SettingValue) -> String? {
        isAllowed(value) ? nil : requirement
    }

    private func isAllowed(_ value: SettingValue) -> Bool {
        switch (self, value) {
        case (.flag, .flag): true
        case (.integer(let range), .integer(let value)): range.contains(value)
        case (.number(let range), .number(let value)): range.contains(value)
        case (.duration(let range, _), .duration(let value)): range.contains(value)
        case (.text(let length), .text(let value)): length.contains(value.count) && !value.utf8.contains(0)
        case (.choice(let choices), .text(let value)): choices.contains(value)
        case (.endpoints(let count), .list(let items)):
            count.contains(items.count) && (items.allSatisfy(Self.isEndpoint) || Self.isWatchedTarget(items))
        case (.list(let count), .list(let items)): count.contains(items.count)
        default: false
        }
    }

    /// One `dns:name:port` or `file:path`.
    private static func isWatchedTarget(_ items: [String]) -> Bool {
        guard items.count == 1, let item = items.first else { return false }
        if item.hasPrefix("dns:") { return isEndpoint(String(item.dropFirst(4))) }
        return item.hasPrefix("file:") && item.count > 5
    }

    /// `host:port`, where an IPv6 host is in brackets.
    static func isEndpoint(_ text: String) -> Bool {
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex,
            let port = UInt16(text[text.index(after: colon)...]), port > 0
        else { return false }
        let host = text[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        return host.allSatisfy { !$0.isWhitespace } && (isBracketed || !host.contains(":"))
    }

    /// What a value must be, as a noun phrase.
    package var requirement: String {
        switch self {
        case .flag: "true or false"
        case .integer(let range): "a whole number in \(range.lowerBound)...\(range.upperBound)"
        case .number(let range):
            "a number in \(SettingValue.text(of: range.lowerBound))...\(SettingValue.text(of: range.upperBound))"
        case .duration(let range, let unit):
            "a number of \(unit.rawValue) in \(unit.count(in: range.lowerBound))...\(unit.count(in: range.upperBound))"
        case .text(let length) where length.lowerBound == 0: "a text of at most \(length.upperBound) characters"
        case .text(let length): "a text of \(length.lowerBound)...\(length.upperBound) characters"
        case .choice(let choices): "one of \(choices.joined(separator: ", "))"
        case .endpoints(let count):
            "\(count.lowerBound)...\(count.upperBound) addresses of the form host:port, separated by commas, or one "
                + "dns:name:port, or one file:path with an address a line"
        case .list(let count): "\(count.lowerBound)...\(count.upperBound) texts, separated by commas"
        }
    }
}

extension Setting {
    /// The value as an operator would write it.
    package func text(of value: SettingValue) -> String {
        switch (value, kind) {
        case (.flag(let value), _): String(value)
        case (.integer(let value), _): String(value)
        case (.number(let value), _): SettingValue.text(of: value)
        case (.duration(let value), .duration(_, let unit)): unit.count(in: value)
        case (.duration(let value), _): "\(value)"
        case (.text(let value), _): value
        case (.list(let items), _): items.joined(separator: ",")
        }
    }
}

extension StringProtocol {
    var trimmingSpaces: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
