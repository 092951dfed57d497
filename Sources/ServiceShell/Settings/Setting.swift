/// One setting of a service: its key, what it accepts, and the sentence that explains it.
///
/// The declaration drives everything: reading, checking, `--help`, `--print-settings` and the
/// name of its environment variable.
package struct Setting: Sendable, Hashable {
    /// `section.key`, lower case with underscores: `server.port`, `peers.order_tracking`.
    package let key: String
    package let kind: Kind
    package let defaultValue: SettingValue
    /// One sentence for operators.
    package let documentation: String
    /// A secret's value is never printed, not even in an error about it.
    package private(set) var isSecret = false
    /// A variable that all processes of the mesh share, such as `XIAOER_HOME`; the service's own variable wins over it.
    package private(set) var sharedVariable: String?

    package enum Kind: Sendable, Hashable {
        case flag
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        case duration(ClosedRange<Duration>, SettingTimeUnit)
        /// The range is the count of characters.
        case text(ClosedRange<Int>)
        case choice([String])
        /// Addresses as `host:port`, or one `dns:name:port` or `file:path` instead; the range is their count.
        case endpoints(ClosedRange<Int>)
        /// Texts; the range is their count.
        case list(ClosedRange<Int>)
    }

    private init(_ key: String, _ kind: Kind, _ defaultValue: SettingValue, _ documentation: String) {
        precondition(Self.isWellFormed(key), "a setting's key is section.key in [a-z0-9_] (is \(key))")
        self.key = key
        self.kind = kind
        self.defaultValue = defaultValue
        self.documentation = documentation
        if let complaint = kind.complaint(about: defaultValue) {
            preconditionFailure("default of \(key) is outside of its own range: must be \(complaint)")
        }
    }

    private static func isWellFormed(_ key: String) -> Bool {
        let sections = key.split(separator: ".", omittingEmptySubsequences: false)
        return sections.count >= 2
            && sections.allSatisfy { section in
                !section.isEmpty
                    && section.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
                    }
            }
    }
}

extension Setting {
    package static func flag(_ key: String, default value: Bool, _ documentation: String) -> Setting {
        Setting(key, .flag, .flag(value), documentation)
    }

    package static func integer(
        _ key: String,
        default value: Int,
        range: ClosedRange<Int>,
        _ documentation: String
    ) -> Setting {
        Setting(key, .integer(range), .integer(value), documentation)
    }

    package static func number(
        _ key: String,
        default value: Double,
        range: ClosedRange<Double>,
        _ documentation: String
    ) -> Setting {
        Setting(key, .number(range), .number(value), documentation)
    }

    /// The unit is the end of the key: `_milliseconds`, `_seconds`, `_minutes`, `_hours` or `_days`.
    package static func duration(
        _ key: String,
        default value: Duration,
        range: ClosedRange<Duration>,
        _ documentation: String
    ) -> Setting {
        guard let unit = SettingTimeUnit(endOf: key) else {
            preconditionFailure("a duration's key ends in its unit, such as _seconds (is \(key))")
        }
        return Setting(key, .duration(range, unit), .duration(value), documentation)
    }

    /// An empty default means that the setting is not set unless someone sets it.
    package static func text(
        _ key: String,
        default value: String = "",
        length: ClosedRange<Int> = 0...1_024,
        _ documentation: String
    ) -> Setting {
        Setting(key, .text(length), .text(value), documentation)
    }

    package static func choice(
        _ key: String,
        default value: String,
        of choices: [String],
        _ documentation: String
    ) -> Setting {
        Setting(key, .choice(choices), .text(value), documentation)
    }

    package static func endpoints(
        _ key: String,
        default value: [String],
        count: ClosedRange<Int> = 1...1_024,
        _ documentation: String
    ) -> Setting {
        Setting(key, .endpoints(count), .list(value), documentation)
    }

    package static func list(
        _ key: String,
        default value: [String] = [],
        count: ClosedRange<Int> = 0...1_024,
        _ documentation: String
    ) -> Setting {
        Setting(key, .list(count), .list(value), documentation)
    }

    /// Where another service of the mesh is found: `peers.order_tracking` for `order-tracking`.
    package static func peer(_ service: String, port: Int) -> Setting {
        .endpoints(
            peerKey(of: service),
            default: ["127.0.0.1:\(port)"],
            "where \(service) is; several addresses share the calls"
        ).shared(as: peerVariable(of: service))
    }

    static let peersPrefix = "peers."

    package static func peerKey(of service: String) -> String {
        peersPrefix + service.replacing("-", with: "_")
    }

    /// Tells every process at once where a service is: `XIAOER_PEERS_ORDER_TRACKING`.
    package static func peerVariable(of service: String) -> String {
        "XIAOER_" + peerKey(of: service).replacing(".", with: "_").uppercased()
    }

    /// The same setting with its value hidden wherever settings are printed.
    package var secret: Setting {
        var copy = self
        copy.isSecret = true
        return copy
    }

    /// The same setting, also read from a variable that all processes of the mesh share.
    package func shared(as variable: String) -> Setting {
        var copy = self
        copy.sharedVariable = variable
        return copy
    }

    /// `XIAOER_ORDER_TRACKING_SERVER_PORT` for `server.port` of `order-tracking`.
    package func variable(of service: String) -> String {
        Self.variablePrefix(of: service) + key.replacing(".", with: "_").uppercased()
    }

    package static func variablePrefix(of service: String) -> String {
        "XIAOER_" + service.replacing("-", with: "_").uppercased() + "_"
    }
}
