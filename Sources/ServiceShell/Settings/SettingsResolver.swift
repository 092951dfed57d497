/// One value somebody wrote, and where.
package struct SettingEntry: Sendable, Hashable {
    package let key: String
    package let value: RawSettingValue
    package let origin: SettingOrigin

    package init(key: String, value: RawSettingValue, origin: SettingOrigin) {
        self.key = key
        self.value = value
        self.origin = origin
    }
}

/// Turns declarations and what was written into values, or into the list of everything that is wrong.
package struct SettingsResolver {
    private let settings: [Setting]
    private let byKey: [String: Setting]

    package init(_ settings: [Setting]) {
        self.settings = settings
        var byKey: [String: Setting] = [:]
        for setting in settings {
            precondition(byKey[setting.key] == nil, "setting \(setting.key) is declared twice")
            byKey[setting.key] = setting
        }
        self.byKey = byKey
    }

    /// Later entries win. A wrong value is a problem even where a later entry would hide it,
    /// since it would bite the day the later one is removed.
    package func resolve(_ entries: [SettingEntry]) throws(SettingsError) -> SettingValues {
        var resolved: [String: SettingValues.Item] = [:]
        for setting in settings {
            resolved[setting.key] = SettingValues.Item(setting: setting, value: setting.defaultValue, origin: .builtIn)
        }
        var problems: [SettingProblem] = []
        for entry in entries {
            guard let setting = byKey[entry.key] else {
                let nearest = NearestName.of(entry.key, among: settings.map(\.key))
                problems.append(.unknownKey(entry.key, entry.origin, nearest: nearest))
                continue
            }
            if let value = setting.kind.value(from: entry.value), setting.kind.complaint(about: value) == nil {
                resolved[entry.key] = SettingValues.Item(setting: setting, value: value, origin: entry.origin)
            } else {
                problems.append(wrongValue(entry, of: setting))
            }
        }
        guard problems.isEmpty else { throw SettingsError(problems) }
        return SettingValues(order: settings.map(\.key), items: resolved)
    }

    private func wrongValue(_ entry: SettingEntry, of setting: Setting) -> SettingProblem {
        let written =
            switch entry.value {
            case .text(let text): text
            case .list(let items): items.joined(separator: ", ")
            }
        return .wrongValue(
            key: entry.key,
            value: setting.isSecret ? "(hidden)" : written,
            entry.origin,
            requirement: setting.kind.requirement
        )
    }
}
