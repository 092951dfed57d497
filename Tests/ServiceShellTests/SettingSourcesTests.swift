import Testing

@testable import ServiceShell

@Suite struct SettingSourcesTests {
    @Test func yamlEntriesCarryTheirLines() throws {
        let text = """
            # the shop
            server:
              port: 7404
              host: "0.0.0.0"
            peers:
              nlu: [a:1, b:2]
            """
        let entries = try YAMLSettings.entries(in: text, path: "shop.yaml")
        #expect(
            entries == [
                SettingEntry(key: "server.port", value: .text("7404"), origin: .file(path: "shop.yaml", line: 3)),
                SettingEntry(key: "server.host", value: .text("0.0.0.0"), origin: .file(path: "shop.yaml", line: 4)),
                SettingEntry(
                    key: "peers.nlu",
                    value: .list(["a:1", "b:2"]),
                    origin: .file(path: "shop.yaml", line: 6)
                ),
            ]
        )
    }

    @Test(arguments: ["", "# nothing is set\n", "---\n", "~\n"])
    func aFileThatSetsNothingIsRight(text: String) throws {
        #expect(try YAMLSettings.entries(in: text, path: "a.yaml").isEmpty)
    }

    /// Each text with the line that is to be named.
    @Test(arguments: [
        ("server: [\n", 2), ("server:\n\tport: 1\n", 2), ("just words\n", 1), ("server:\n  - {a: 1}\n", 2),
        ("server:\n  port: 1\n  port: 2\n", 2), ("a: &x 1\nb: *x\n", 2), ("? {a: 1}\n: 2\n", 1), ("\u{1}", 1),
    ])
    func aBrokenFileNamesItsLine(text: String, line: Int) {
        do {
            let entries = try YAMLSettings.entries(in: text, path: "a.yaml")
            // An alias of a plain value may be followed by the parser; then it is an entry like any other.
            #expect(text.contains("*x") && entries.count == 2, "\(entries)")
        } catch {
            #expect(error.problems.count >= 1)
            #expect("\(error)".hasPrefix("a.yaml:"), "\(error)")
        }
    }

    @Test func environmentVariablesFindTheirKeys() {
        let settings = CommonSettings.all(port: 7_404) + [.peer("nlu", port: 7_402)]
        let entries = EnvironmentSettings.entries(
            for: settings,
            of: "dialogue-manager",
            in: [
                "XIAOER_HOME": "/srv/xiaoer", "XIAOER_DIALOGUE_MANAGER_PEERS_NLU": "a:1",
                "XIAOER_DIALOGUE_MANAGER_SERVER_PORT": "1", "XIAOER_NLU_SERVER_PORT": "2", "PATH": "/bin",
            ]
        )
        #expect(entries.map(\.key) == ["home.folder", "peers.nlu", "server.port"])
    }

    @Test func aServicesOwnVariableWinsOverTheSharedOne() throws {
        let settings = CommonSettings.all(port: 7_404)
        let entries = EnvironmentSettings.entries(
            for: settings,
            of: "nlu",
            in: ["XIAOER_LOG_LEVEL": "debug", "XIAOER_NLU_LOG_LEVEL": "error"]
        )
        #expect(try SettingsResolver(settings).resolve(entries).text("log.level") == "error")
    }

    @Test func aMisspeltVariableIsAProblem() {
        let settings = CommonSettings.all(port: 7_404)
        let entries = EnvironmentSettings.entries(for: settings, of: "nlu", in: ["XIAOER_NLU_SERVER_PROT": "1"])
        #expect(
            throws: SettingsError([
                .unknownKey("server.prot", .environment(variable: "XIAOER_NLU_SERVER_PROT"), nearest: "server.port")
            ])
        ) {
            try SettingsResolver(settings).resolve(entries)
        }
    }

    @Test func theConfigFolderIsFoundAboveTheStartingPoints() {
        let existing = "/srv/checkout/services/nlu/config"
        let found = ServiceFolders.configFolder(
            of: "nlu",
            startingPoints: ["/users/somebody", "/srv/checkout/.build/debug"],
            folderExists: { $0 == existing }
        )
        #expect(found == existing)
        #expect(ServiceFolders.configFolder(of: "nlu", startingPoints: ["/a/b"], folderExists: { _ in false }) == nil)
        #expect(
            ServiceFolders.configFolder(
                of: "nlu",
                startingPoints: ["/app"],
                folderExists: { $0 == "/services/nlu/config" }
            )
                == nil
        )
    }
}
