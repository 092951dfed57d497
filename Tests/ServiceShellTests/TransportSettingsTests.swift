import Testing

@testable import ServiceShell

@Suite struct TransportSettingsTests {
    private func security(_ values: [String: String]) throws(SettingsError) -> Bool {
        let entries = values.map { SettingEntry(key: $0.key, value: .text($0.value), origin: .commandLine) }
        let resolved = try SettingsResolver(CommonSettings.all(port: 7_400)).resolve(entries)
        let folders = ServiceFolders(home: "/home", cache: "/cache", config: nil)
        return try TransportSettings.security(resolved, folders) != nil
    }

    @Test func plainTCPIsTheDefault() throws {
        #expect(try !security([:]))
    }

    @Test(arguments: [
        ["tls.certificate_file"], ["tls.key_file"], ["tls.roots_file"], ["tls.certificate_file", "tls.key_file"],
    ])
    func halfATLSConfigurationIsRefused(keys: [String]) {
        let error = #expect(throws: SettingsError.self) {
            try security(Dictionary(uniqueKeysWithValues: keys.map { ($0, "a.pem") }))
        }
        #expect(
            error?.description
                == "tls.certificate_file, tls.key_file, tls.roots_file: all three must be set for TLS, or none"
        )
    }

    /// With the trait the files are missed, without it the trait is.
    @Test func filesThatCannotBeUsedStopTheStart() {
        let keys = ["tls.certificate_file", "tls.key_file", "tls.roots_file"]
        #expect(throws: SettingsError.self) {
            try security(Dictionary(uniqueKeysWithValues: keys.map { ($0, "/no/such.pem") }))
        }
    }
}
