import MeshRuntime
import Testing

@testable import ServiceShell

@Suite struct ClientSettingsTests {
    private func configuration(_ entries: [(String, String)]) throws -> ClientConfiguration {
        let entries = entries.map { SettingEntry(key: $0.0, value: .text($0.1), origin: .commandLine) }
        return try ClientConfiguration(
            peerName: "nlu",
            values: try SettingsResolver(ClientSettings.all).resolve(entries)
        )
    }

    /// A setting that nobody set must not change what the runtime does.
    @Test func defaultsAreTheRuntimesOwn() throws {
        let (set, own) = (try configuration([]), ClientConfiguration())
        #expect(set.breaker == own.breaker)
        #expect(set.retry == own.retry)
        #expect(set.balancer == own.balancer)
        #expect(set.methods.isEmpty)
        #expect(
            [set.defaultTimeout, set.readyTimeout, set.connectTimeout, set.resolveInterval, set.fileInterval] == [
                own.defaultTimeout, own.readyTimeout, own.connectTimeout, own.resolveInterval, own.fileInterval,
            ]
        )
        #expect(set.peerName == "nlu")
    }

    @Test func everySettingReachesTheConfiguration() throws {
        let set = try configuration(
            ClientSettings.all.filter { $0.key != "client.methods" }.map { setting in
                guard case .duration(let range, let unit) = setting.kind else { return (setting.key, "7") }
                return (setting.key, unit.count(in: max(range.lowerBound, unit.duration * 200)))
            }
        )
        let own = ClientConfiguration()
        #expect(set.breaker.failuresInARowMax == 7 && set.breaker.successShareMin == 0.07 && set.breaker.callsMin == 7)
        #expect(set.breaker.window == .seconds(200) && set.breaker.pauseFirst == .milliseconds(200))
        #expect(set.breaker.pauseLongest == .milliseconds(200) && set.balancer.latencyDecay == .seconds(200))
        #expect(set.retry.attemptsMax == 7 && set.retry.budgetShare == 0.07 && set.retry.budgetPerSecond == 7)
        #expect(set.retry.hedgeShare == 0.07 && set.retry.hedgeDelayMin == .milliseconds(200))
        #expect(set.retry.pauseFirst == .milliseconds(200) && set.retry.pauseLongest == .milliseconds(200))
        #expect(set.retry.budgetWindow == own.retry.budgetWindow, "which no setting names")
        let times = [set.defaultTimeout, set.readyTimeout, set.connectTimeout, set.resolveInterval, set.fileInterval]
        #expect(times.allSatisfy { $0 == .milliseconds(200) })
    }

    @Test func methodHasItsOwnWords() throws {
        let set = try configuration([
            ("client.methods", "a.B/C timeout_milliseconds=500 attempts_max=1 hedge, a.B/D hedge")
        ])
        #expect(set.methods["a.B/C"]?.timeout == .milliseconds(500))
        #expect(set.methods["a.B/C"]?.attemptsMax == 1)
        #expect(set.methods["a.B/C"]?.isHedged == true)
        #expect(
            set.methods["a.B/D"]
                == {
                    var policy = MethodPolicy()
                    policy.isHedged = true
                    return policy
                }()
        )
    }

    @Test(arguments: [
        "a.B/C", "a.B/C slow", "a.B/C attempts_max=0", "a.B/C hedge=1", "a.B/C timeout_milliseconds=", "hedge a.B/C",
        "=",
    ])
    func wordsThatNobodyUnderstandsAreNamed(text: String) {
        let error = #expect(throws: SettingsError.self) { try configuration([("client.methods", text)]) }
        #expect(error?.description.contains("client.methods is \"\(text)\"") == true)
    }

    @Test(arguments: [
        ("dns:orders:7404", true), ("file:/etc/orders", true), ("dns:orders", false), ("file:", false),
        ("dns:a:1,b:2", false), ("dns:a:1,dns:b:2", false),
    ])
    func peerIsAddressesOrOneNameOrOneFile(text: String, isRight: Bool) throws {
        let resolver = SettingsResolver([.peer("order-tracking", port: 7_404)])
        let entry = SettingEntry(key: "peers.order_tracking", value: .text(text), origin: .commandLine)
        let values = try? resolver.resolve([entry])
        #expect((values != nil) == isRight)
        if let values { #expect(throws: Never.self) { try Target(values.list("peers.order_tracking")) } }
    }
}
