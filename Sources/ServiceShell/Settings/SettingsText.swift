/// How settings are shown to people.
package enum SettingsText {
    /// One paragraph a setting, grouped by section.
    package static func help(_ settings: [Setting], service: String) -> String {
        var text = ""
        var section: Substring?
        for setting in settings {
            let own = setting.key.prefix { $0 != "." }
            if own != section { text.append(section == nil ? "" : "\n") }
            section = own
            text.append("  \(setting.key)\n")
            text.append("      \(setting.documentation)\n")
            text.append("      \(setting.kind.requirement); default \(defaultText(of: setting))\n")
            text.append("      \(variables(of: setting, service: service))\n")
        }
        return text
    }

    /// `key: value  # where it was set`, in the form of a settings file.
    package static func effective(_ values: SettingValues) -> String {
        values.all.map { item in
            let value = item.setting.isSecret ? "(hidden)" : item.setting.text(of: item.value)
            return "\(item.setting.key): \(value.isEmpty ? "\"\"" : value)  # \(item.origin)\n"
        }.joined()
    }

    private static func defaultText(of setting: Setting) -> String {
        let text = setting.text(of: setting.defaultValue)
        if text.isEmpty { return "not set" }
        return setting.isSecret ? "(hidden)" : text
    }

    private static func variables(of setting: Setting, service: String) -> String {
        [setting.variable(of: service), setting.sharedVariable].compactMap { $0 }.joined(separator: " or ")
    }
}
