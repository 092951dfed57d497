import Foundation

/// Runs the scenarios in turn until the time is over.
struct SoakRun {
    private let options: SoakOptions

    init(_ options: SoakOptions) {
        self.options = options
    }

    func run() async throws -> SoakReport {
        let start = ContinuousClock.now
        let end = start + .seconds(options.minutes * 60)
        var report = SoakReport(scenarios: options.scenarios)
        let idle = options.scenarios.contains(.idle) ? try await IdleWatch() : nil
        var cycle = 0
        repeat {
            for scenario in options.scenarios {
                let began = ContinuousClock.now
                let outcome = await outcome(of: scenario, cycle: cycle, idle)
                report.add(outcome, of: scenario, took: ContinuousClock.now - began)
                Console.write("\(outcome.hasPassed ? "passed" : "FAILED")  \(scenario.rawValue): \(outcome.text)")
            }
            cycle += 1
        } while ContinuousClock.now < end
        idle?.stop()
        report.duration = ContinuousClock.now - start
        return report
    }

    private func outcome(of scenario: Scenario, cycle: Int, _ idle: IdleWatch?) async -> Outcome {
        do {
            return switch scenario {
            case .rollingRestart: try await RollingRestart().run()
            case .killed: try await LostReplica(signal: SIGKILL, pause: .seconds(3), failedShareMax: 0.01).run()
            case .stopped: try await LostReplica(signal: SIGSTOP, pause: .seconds(20), failedShareMax: 0.02).run()
            case .slowReader: try await SlowReader().run()
            case .overload: try await Overload().run()
            case .retryStorm: try await RetryStorm().run()
            case .idle: try idle?.outcome() ?? Outcome(hasPassed: false, text: "the watch did not start")
            // All of them once, and other ones in the rounds after.
            case .mutatedTraces:
                try await MutatedTraces(seed: UInt64(cycle), count: cycle == 0 ? options.traces : options.traces / 20)
                    .run()
            }
        } catch {
            return Outcome(hasPassed: false, text: "\(error)")
        }
    }
}

struct SoakReport {
    private struct Row {
        var runs = 0
        var failures = 0
        var last = ""
        var firstFailure: String?
        var time = Duration.zero
    }

    private let scenarios: [Scenario]
    private var rows: [Scenario: Row] = [:]
    var duration = Duration.zero

    init(scenarios: [Scenario]) {
        self.scenarios = scenarios
    }

    var hasPassed: Bool { rows.values.allSatisfy { $0.failures == 0 } }

    mutating func add(_ outcome: Outcome, of scenario: Scenario, took time: Duration) {
        var row = rows[scenario] ?? Row()
        row.runs += 1
        row.time += time
        row.last = outcome.text
        if !outcome.hasPassed {
            row.failures += 1
            row.firstFailure = row.firstFailure ?? outcome.text
        }
        rows[scenario] = row
    }

    /// A table in Markdown.
    var text: String {
        let seconds = duration.components.seconds
        var lines = [
            "\(hasPassed ? "Passed" : "FAILED") after \(seconds / 60) min \(seconds % 60) s.", "",
            "| scenario | passed | what must hold | measured last |", "|---|---|---|---|",
        ]
        for scenario in scenarios {
            let row = rows[scenario] ?? Row()
            let measured = row.firstFailure.map { "FAILED: \($0); last: \(row.last)" } ?? row.last
            lines.append(
                "| \(scenario.rawValue) | \(row.runs - row.failures) of \(row.runs) | \(scenario.claim) | \(measured) |"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
