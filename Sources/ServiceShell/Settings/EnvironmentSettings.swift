/// Reads `XIAOER_<SERVICE>_<SECTION>_<KEY>`, and the few variables that all processes share.
package enum EnvironmentSettings {
    /// Variables with the service's prefix that name no setting become entries with an unknown key,
    /// so that a misspelt variable stops the start like a misspelt key in the file.
    package static func entries(
        for settings: [Setting],
        of service: String,
        in environment: [String: String]
    ) -> [SettingEntry] {
        let shared = settings.compactMap { setting -> SettingEntry? in
            guard let variable = setting.sharedVariable, let text = environment[variable] else { return nil }
            return entry(setting.key, text, variable)
        }
        let byVariable = Dictionary(uniqueKeysWithValues: settings.map { ($0.variable(of: service), $0.key) })
        let prefix = Setting.variablePrefix(of: service)
        let own = environment.keys.filter { $0.hasPrefix(prefix) }.sorted().compactMap { variable in
            environment[variable].map { text in
                entry(byVariable[variable] ?? guessedKey(variable, prefix: prefix), text, variable)
            }
        }
        return shared + own
    }

    private static func entry(_ key: String, _ text: String, _ variable: String) -> SettingEntry {
        SettingEntry(key: key, value: .text(text), origin: .environment(variable: variable))
    }

    /// The first underscore was probably the dot.
    private static func guessedKey(_ variable: String, prefix: String) -> String {
        let rest = variable.dropFirst(prefix.count).lowercased()
        guard let underscore = rest.firstIndex(of: "_") else { return rest }
        return rest.replacingCharacters(in: underscore...underscore, with: ".")
    }
}

extension String {
    fileprivate func replacingCharacters(in range: ClosedRange<Index>, with text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
