/// The unit in which a duration is written, taken from the end of the setting's key.
package enum SettingTimeUnit: String, Sendable, Hashable, CaseIterable {
    case milliseconds
    case seconds
    case minutes
    case hours
    case days

    package init?(endOf key: String) {
        guard let unit = Self.allCases.first(where: { key.hasSuffix("_\($0.rawValue)") }) else { return nil }
        self = unit
    }

    package var duration: Duration {
        switch self {
        case .milliseconds: .milliseconds(1)
        case .seconds: .seconds(1)
        case .minutes: .seconds(60)
        case .hours: .seconds(3_600)
        case .days: .seconds(86_400)
        }
    }

    /// The count of units as text, without a fraction where there is none.
    package func count(in duration: Duration) -> String {
        SettingValue.text(of: duration / self.duration)
    }
}
