import Foundation

/// Gathers what was written about a service's settings from all sources and resolves it.
struct SettingsLoader {
    let service: String
    let settings: [Setting]
    let environment: [String: String]
    let startingPoints: [String]

    struct Loaded {
        let values: SettingValues
        let folders: ServiceFolders
    }

    /// Sources in rising order: defaults, file, environment, command line.
    func load(_ command: ServiceCommand, currentFolder: String) throws(SettingsError) -> Loaded {
        var problems: [SettingProblem] = []
        let ownEntries = EnvironmentSettings.entries(for: settings, of: service, in: environment)
        let commandEntries = collecting(&problems) { () throws(SettingsError) in try command.entries() }
        let configFolder = configFolder(from: ownEntries + commandEntries)
        let fileEntries = collecting(&problems) { () throws(SettingsError) in
            try entriesOfFile(command.config, configFolder: configFolder)
        }
        var values: SettingValues?
        do {
            values = try SettingsResolver(settings).resolve(fileEntries + ownEntries + commandEntries)
        } catch {
            problems.append(contentsOf: error.problems)
        }
        guard let values, problems.isEmpty else { throw SettingsError(problems) }
        let folders = ServiceFolders(
            home: ServiceFolders.path(values.text("home.folder"), from: currentFolder),
            cache: ServiceFolders.path(values.text("cache.folder"), from: currentFolder),
            config: configFolder
        )
        return Loaded(values: values, folders: folders)
    }

    private func configFolder(from entries: [SettingEntry]) -> String? {
        if case .text(let folder) = entries.last(where: { $0.key == CommonSettings.configFolderKey })?.value {
            return folder
        }
        return ServiceFolders.configFolder(
            of: service,
            startingPoints: startingPoints,
            folderExists: ServiceFolders.folderExists
        )
    }

    /// The file given, which must exist, or else the service's own, which may be missing.
    private func entriesOfFile(_ given: String?, configFolder: String?) throws(SettingsError) -> [SettingEntry] {
        let own = configFolder.map { $0 + "/default.yaml" }.flatMap { path in
            FileManager.default.fileExists(atPath: path) ? path : nil
        }
        guard let path = given ?? own else { return [] }
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            let exists = FileManager.default.fileExists(atPath: path)
            let reason = exists ? "cannot be read as UTF-8 text" : "no such file"
            throw SettingsError([.unreadableFile(path: path, reason: reason)])
        }
        return try YAMLSettings.entries(in: text, path: path)
    }

    private func collecting(
        _ problems: inout [SettingProblem],
        _ body: () throws(SettingsError) -> [SettingEntry]
    ) -> [SettingEntry] {
        do {
            return try body()
        } catch {
            problems.append(contentsOf: error.problems)
            return []
        }
    }
}
