import ServiceShell

/// What is known of one process now.
struct MemberStatus: Hashable, Sendable {
    enum Health: String, Hashable, Sendable {
        case healthy
        case notReady = "not ready"
        case notRunning = "not running"
    }

    let name: String
    let health: Health
    var pid: Int32?
    var address: String?
    var admin: String?
    var traffic = Traffic()
    var residentBytes: Int?
}

/// How many calls a process answered and how fast.
struct Traffic: Hashable, Sendable {
    var calls = 0
    var errors = 0
    /// Seconds; nil without calls.
    var median: Double?
    var percentile99: Double?

    init() {}

    /// From a service's metrics. Calls of the runtime itself are left out, and so are subscriptions among the durations:
    /// one lasts as long as its reader likes, which tells nothing about speed.
    init(metrics: [MetricLine]) {
        var durations = Histogram()
        for line in metrics {
            guard let method = line.labels["rpc_method"], !method.hasPrefix("mesh.v1.") else { continue }
            switch line.name {
            case "rpc_server_call_duration_seconds_count":
                calls += Int(line.value)
                if line.labels["rpc_response_status_code"] != "OK" { errors += Int(line.value) }
            case "rpc_server_call_duration_seconds_bucket" where !Self.isSubscription(method):
                durations.add(line)
            default: break
            }
        }
        median = durations.quantile(0.5)
        percentile99 = durations.quantile(0.99)
    }

    private static func isSubscription(_ method: String) -> Bool {
        let name = method.split(separator: "/").last ?? ""
        return name == "Subscribe" || name.hasPrefix("Watch")
    }
}
