import MeshRuntime

/// How a service calls the others: the settings of every service that has peers. Their defaults are the runtime's own.
package enum ClientSettings {
    package static let all: [Setting] = waiting + breaker + retry + methods

    private static let defaults = ClientConfiguration()

    private static let waiting: [Setting] = [
        .duration(
            "client.timeout_milliseconds",
            default: defaults.defaultTimeout,
            range: .milliseconds(1) ... .seconds(3_600),
            "how long a call may take, retries and all, where the caller says nothing else"
        ),
        .duration(
            "client.ready_timeout_milliseconds",
            default: defaults.readyTimeout,
            range: .zero ... .seconds(60),
            "how long a call waits for a server to be reachable"
        ),
        .duration(
            "client.connect_timeout_milliseconds",
            default: defaults.connectTimeout,
            range: .milliseconds(1) ... .seconds(60),
            "for one connection to be made"
        ),
        .duration(
            "client.resolve_interval_milliseconds",
            default: defaults.resolveInterval,
            range: .milliseconds(100) ... .seconds(3_600),
            "how often a dns: name is looked up again, 20 % more or less; at once when a server is lost"
        ),
        .duration(
            "client.file_interval_milliseconds",
            default: defaults.fileInterval,
            range: .milliseconds(100) ... .seconds(3_600),
            "how often a file: of addresses is read again, 20 % more or less"
        ),
        .duration(
            "client.latency_decay_seconds",
            default: defaults.balancer.latencyDecay,
            range: .seconds(1) ... .seconds(600),
            "in which the smoothed latency of a server forgets all but a third"
        ),
    ]

    private static let breaker: [Setting] = [
        .integer(
            "client.breaker_failures_max",
            default: defaults.breaker.failuresInARowMax,
            range: 1...1_000_000,
            "failures in a row after which a server is left alone"
        ),
        .integer(
            "client.breaker_success_percent",
            default: percent(defaults.breaker.successShareMin),
            range: 0...100,
            "share of successes in the window below which a server is left alone"
        ),
        .integer(
            "client.breaker_calls_min",
            default: defaults.breaker.callsMin,
            range: 1...1_000_000,
            "calls in the window from which the share counts"
        ),
        .duration(
            "client.breaker_window_seconds",
            default: defaults.breaker.window,
            range: .seconds(1) ... .seconds(3_600),
            "time over which successes are counted"
        ),
        .duration(
            "client.breaker_pause_milliseconds",
            default: defaults.breaker.pauseFirst,
            range: .milliseconds(1) ... .seconds(600),
            "how long a server is left alone at first, before one call probes it; doubled each time, 20 % more or less"
        ),
        .duration(
            "client.breaker_pause_longest_milliseconds",
            default: defaults.breaker.pauseLongest,
            range: .milliseconds(1) ... .seconds(3_600),
            "how long at most"
        ),
    ]

    private static let retry: [Setting] = [
        .integer(
            "client.attempts_max",
            default: defaults.retry.attemptsMax,
            range: 1...10,
            "attempts of one call; a further one is made only where the call did not run or may run twice"
        ),
        .duration(
            "client.retry_pause_milliseconds",
            default: defaults.retry.pauseFirst,
            range: .zero ... .seconds(60),
            "longest random wait before the first retry, doubled for the next"
        ),
        .duration(
            "client.retry_pause_longest_milliseconds",
            default: defaults.retry.pauseLongest,
            range: .zero ... .seconds(60),
            "longest random wait before any retry"
        ),
        .integer(
            "client.retry_percent",
            default: percent(defaults.retry.budgetShare),
            range: 0...100,
            "retries and hedges in percent of calls, ..."
        ),
        .number(
            "client.retries_per_second",
            default: defaults.retry.budgetPerSecond,
            range: 0...1_000_000,
            "... and so many a second more, saved up over ten seconds"
        ),
        .integer(
            "client.hedge_percent",
            default: percent(defaults.retry.hedgeShare),
            range: 0...100,
            "hedges in percent of calls"
        ),
        .duration(
            "client.hedge_delay_min_milliseconds",
            default: defaults.retry.hedgeDelayMin,
            range: .zero ... .seconds(60),
            "shortest wait for an answer before a hedge"
        ),
    ]

    private static let methods: [Setting] = [
        .list(
            "client.methods",
            "what differs by method, such as xiaoer.nlu.v1.Nlu/Understand timeout_milliseconds=500 attempts_max=1 hedge"
        )
    ]

    private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}

extension ClientConfiguration {
    /// As the settings say, or with the defaults where a service has no peers. `peerName` is what servers see. Throws
    /// `SettingsError` when a text of `client.methods` is wrong.
    init(peerName: String, values: SettingValues) throws(SettingsError) {
        self.init(peerName: peerName)
        guard values.declares("client.methods") else { return }
        defaultTimeout = values.duration("client.timeout_milliseconds")
        readyTimeout = values.duration("client.ready_timeout_milliseconds")
        connectTimeout = values.duration("client.connect_timeout_milliseconds")
        resolveInterval = values.duration("client.resolve_interval_milliseconds")
        fileInterval = values.duration("client.file_interval_milliseconds")
        balancer.latencyDecay = values.duration("client.latency_decay_seconds")
        breaker.failuresInARowMax = values.integer("client.breaker_failures_max")
        breaker.successShareMin = Double(values.integer("client.breaker_success_percent")) / 100
        breaker.callsMin = values.integer("client.breaker_calls_min")
        breaker.window = values.duration("client.breaker_window_seconds")
        breaker.pauseFirst = values.duration("client.breaker_pause_milliseconds")
        breaker.pauseLongest = values.duration("client.breaker_pause_longest_milliseconds")
        retry.attemptsMax = values.integer("client.attempts_max")
        retry.pauseFirst = values.duration("client.retry_pause_milliseconds")
        retry.pauseLongest = values.duration("client.retry_pause_longest_milliseconds")
        retry.budgetShare = Double(values.integer("client.retry_percent")) / 100
        retry.budgetPerSecond = values.number("client.retries_per_second")
        retry.hedgeShare = Double(values.integer("client.hedge_percent")) / 100
        retry.hedgeDelayMin = values.duration("client.hedge_delay_min_milliseconds")
        for text in values.list("client.methods") {
            guard let (method, policy) = MethodPolicy.parse(text) else {
                let origin = values["client.methods"].origin
                let problem = SettingProblem.wrongValue(
                    key: "client.methods",
                    value: text,
                    origin,
                    requirement: MethodPolicy.requirement
                )
                throw SettingsError([problem])
            }
            methods[method] = policy
        }
    }
}

extension MethodPolicy {
    fileprivate static let requirement =
        "package.Service/Method, then any of timeout_milliseconds=1...3600000, attempts_max=1...10 and hedge, "
        + "separated by spaces"

    /// Reads `package.Service/Method timeout_milliseconds=500 attempts_max=1 hedge`; nil if it is anything else.
    static func parse(_ text: String) -> (method: String, policy: MethodPolicy)? {
        let words = text.split(separator: " ")
        guard let method = words.first, method.contains("/"), words.count > 1 else { return nil }
        var policy = MethodPolicy()
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let number = parts.count == 2 ? Int(parts[1]) : nil
            switch (parts[0], number) {
            case ("timeout_milliseconds", let number?) where (1...3_600_000).contains(number):
                policy.timeout = .milliseconds(number)
            case ("attempts_max", let number?) where (1...10).contains(number): policy.attemptsMax = number
            case ("hedge", nil) where parts.count == 1: policy.isHedged = true
            default: return nil
            }
        }
        return (String(method), policy)
    }
}
