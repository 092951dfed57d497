import Testing

@testable import ServiceShell

@Suite struct SettingsResolverTests {
    static let settings: [Setting] = [
        .integer("server.port", default: 7_404, range: 0...65_535, "port for calls"),
        .duration("drain.grace_seconds", default: .seconds(25), range: .zero ... .seconds(600), "how long"),
        .choice("log.level", default: "info", of: ["debug", "info"], "least severe"),
        .flag("run.quiet", default: false, "says less"),
        .number("policy.ratio", default: 0.5, range: 0...1, "share"),
        .text("gateway.key", default: "", length: 0...8, "signs tokens").secret,
        .peer("order-tracking", port: 7_404),
        .list("words.kept", default: ["a"], count: 1...3, "kept words"),
    ]

    func resolve(_ entries: [SettingEntry]) throws -> SettingValues {
        try SettingsResolver(Self.settings).resolve(entries)
    }

    func problems(_ entries: [SettingEntry]) -> [String] {
        do {
            _ = try resolve(entries)
            return []
        } catch let error as SettingsError {
            return error.problems.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func defaultsHoldWhereNobodySetAnything() throws {
        let values = try resolve([])
        #expect(values.integer("server.port") == 7_404)
        #expect(values.duration("drain.grace_seconds") == .seconds(25))
        #expect(values.text("log.level") == "info")
        #expect(!values.flag("run.quiet"))
        #expect(values.optionalText("gateway.key") == nil)
        #expect(values.list("peers.order_tracking") == ["127.0.0.1:7404"])
        #expect(values["server.port"].origin == .builtIn)
    }

    @Test func laterSourcesWin() throws {
        let values = try resolve([
            SettingEntry(key: "server.port", value: .text("1"), origin: .file(path: "a.yaml", line: 2)),
            SettingEntry(key: "server.port", value: .text("2"), origin: .environment(variable: "XIAOER_X_SERVER_PORT")),
            SettingEntry(key: "server.port", value: .text("3"), origin: .commandLine),
        ])
        #expect(values.integer("server.port") == 3)
        #expect(values["server.port"].origin == .commandLine)
    }

    @Test func everyProblemIsListedAtOnce() {
        let found = problems([
            SettingEntry(key: "server.prot", value: .text("1"), origin: .file(path: "a.yaml", line: 2)),
            SettingEntry(key: "server.port", value: .text("70000"), origin: .commandLine),
            SettingEntry(key: "log.level", value: .text("loud"), origin: .environment(variable: "XIAOER_LOG_LEVEL")),
        ])
        #expect(
            found == [
                "a.yaml:2: no setting is called server.prot; did you mean server.port?",
                "--set: server.port is \"70000\" and must be a whole number in 0...65535",
                "environment variable XIAOER_LOG_LEVEL: log.level is \"loud\" and must be one of debug, info",
            ]
        )
    }

    @Test func aWrongValueIsReportedEvenWhereALaterSourceHidesIt() {
        let found = problems([
            SettingEntry(key: "server.port", value: .text("many"), origin: .file(path: "a.yaml", line: 1)),
            SettingEntry(key: "server.port", value: .text("1"), origin: .commandLine),
        ])
        #expect(found.count == 1)
    }

    @Test func aSecretIsNotShownInItsError() {
        let found = problems([
            SettingEntry(key: "gateway.key", value: .text("much too long"), origin: .commandLine)
        ])
        #expect(found == ["--set: gateway.key is \"(hidden)\" and must be a text of at most 8 characters"])
    }

    @Test func aSecretIsNotPrinted() throws {
        let values = try resolve([SettingEntry(key: "gateway.key", value: .text("hush"), origin: .commandLine)])
        #expect(!SettingsText.effective(values).contains("hush"))
        #expect(SettingsText.effective(values).contains("gateway.key: (hidden)  # --set\n"))
    }

    /// Each text with whether its setting takes it.
    @Test(arguments: [
        ("server.port", "0", true), ("server.port", "65535", true), ("server.port", "65536", false),
        ("server.port", "-1", false), ("server.port", "7.5", false), ("server.port", "", false),
        ("server.port", "９", false), ("server.port", "99999999999999999999", false),
        ("drain.grace_seconds", "0.5", true), ("drain.grace_seconds", "601", false),
        ("drain.grace_seconds", "25s", false), ("drain.grace_seconds", "nan", false),
        ("drain.grace_seconds", "1e300", false), ("drain.grace_seconds", "inf", false),
        ("run.quiet", "true", true), ("run.quiet", "Off", true), ("run.quiet", "1", false),
        ("policy.ratio", "1", true), ("policy.ratio", "1.01", false), ("policy.ratio", "inf", false),
        ("peers.order_tracking", "a:1, b:2", true), ("peers.order_tracking", "[::1]:7404", true),
        ("peers.order_tracking", "::1:7404", false), ("peers.order_tracking", "a", false),
        ("peers.order_tracking", "a:0", false), ("peers.order_tracking", ":7404", false),
        ("peers.order_tracking", "a:70000", false), ("peers.order_tracking", "", false),
        ("words.kept", "a,b,c", true), ("words.kept", "a,b,c,d", false), ("words.kept", "店小二", true),
    ])
    func rangesAreHeld(key: String, text: String, isTaken: Bool) {
        let found = problems([SettingEntry(key: key, value: .text(text), origin: .commandLine)])
        #expect(found.isEmpty == isTaken, "\(found)")
    }

    @Test func aListIsNotAnInteger() {
        let found = problems([SettingEntry(key: "server.port", value: .list(["1", "2"]), origin: .commandLine)])
        #expect(found == ["--set: server.port is \"1, 2\" and must be a whole number in 0...65535"])
    }

    @Test func aNameTooFarFromAllIsNotGuessed() {
        #expect(NearestName.of("completely.different", among: ["server.port"]) == nil)
        #expect(NearestName.of("anything", among: []) == nil)
        #expect(NearestName.distance("", "abc") == 3)
        #expect(NearestName.distance("kitten", "sitting") == 3)
    }

    @Test func helpTellsEverySettingWithItsVariable() {
        let text = SettingsText.help(Self.settings, service: "order-tracking")
        for setting in Self.settings { #expect(text.contains("  \(setting.key)\n")) }
        #expect(text.contains("XIAOER_ORDER_TRACKING_DRAIN_GRACE_SECONDS"))
        #expect(text.contains("a number of seconds in 0...600; default 25"))
        #expect(text.contains("default not set"))
    }
}
