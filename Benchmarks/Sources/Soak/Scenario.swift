/// What is done to the mesh, and what must hold.
enum Scenario: String, CaseIterable {
    case rollingRestart = "rolling-restart"
    case killed
    case stopped
    case slowReader = "slow-reader"
    case overload
    case retryStorm = "retry-storm"
    case idle
    case mutatedTraces = "mutated-traces"

    var claim: String {
        switch self {
        case .rollingRestart: "three replicas restarted in turn, ten rounds, at 2,000 calls/s: no call fails"
        case .killed: "a replica killed with SIGKILL at 1,000 calls/s: under 1 % fail, none outlives its deadline"
        case .stopped: "a replica stopped with SIGSTOP for 20 s: under 2 % fail, none outlives its deadline"
        case .slowReader: "1 GiB streamed to a slow reader: neither end grows by more than 16 MiB"
        case .overload: "three times the capacity offered: at least 80 % of it answered in time"
        case .retryStorm: "a server that always answers UNAVAILABLE: at most 1.2 attempts a call and 10 a second"
        case .idle: "500 idle connections and 100 calls/s since the beginning: the server does not grow"
        case .mutatedTraces: "mutated traces with a fixed seed: each ends, and the server serves on"
        }
    }
}

/// How one run of a scenario went.
struct Outcome {
    var hasPassed: Bool
    /// What was measured, in words.
    var text: String
}
