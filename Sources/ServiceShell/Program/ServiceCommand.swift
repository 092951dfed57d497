import ArgumentParser

/// The command line that all services share.
struct ServiceCommand: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Read settings from a YAML file instead of the service's own.", valueName: "file")
    )
    var config: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Set one setting; may be given several times.", valueName: "key=value")
    )
    var set: [String] = []

    @Flag(name: .long, help: "Check the settings and exit: 0 when right, 78 when not.")
    var checkConfig = false

    @Flag(name: .long, help: "Print every setting with its value and where it was set, and exit.")
    var printSettings = false

    @Flag(name: .long, help: "Print the version and exit.")
    var version = false

    @Flag(name: .shortAndLong, help: "Print this text and exit.")
    var help = false

    /// `--set` entries, split at the first `=`.
    func entries() throws(SettingsError) -> [SettingEntry] {
        var entries: [SettingEntry] = []
        var problems: [SettingProblem] = []
        for text in set {
            guard let equals = text.firstIndex(of: "=") else {
                problems.append(
                    .wrongValue(
                        key: "--set",
                        value: text,
                        .commandLine,
                        requirement: "of the form key=value"
                    )
                )
                continue
            }
            let value = String(text[text.index(after: equals)...])
            entries.append(SettingEntry(key: String(text[..<equals]), value: .text(value), origin: .commandLine))
        }
        guard problems.isEmpty else { throw SettingsError(problems) }
        return entries
    }
}
