import Foundation

/// How the state of the mesh is shown.
enum StatusText {
    static func table(_ statuses: [MemberStatus]) -> [String] {
        var table = TextTable([
            .init(title: "PROCESS"), .init(title: "PID", alignment: .right), .init(title: "ADDRESS"),
            .init(title: "HEALTH"), .init(title: "CALLS", alignment: .right), .init(title: "ERRORS", alignment: .right),
            .init(title: "P50", alignment: .right), .init(title: "P99", alignment: .right),
            .init(title: "MEMORY", alignment: .right),
        ])
        for status in statuses {
            let isRunning = status.health != .notRunning
            table.append([
                status.name,
                status.pid.map { String($0) } ?? "-",
                status.address ?? "-",
                status.health.rawValue,
                isRunning ? String(status.traffic.calls) : "-",
                isRunning ? String(status.traffic.errors) : "-",
                status.traffic.median.map(duration) ?? "-",
                status.traffic.percentile99.map(duration) ?? "-",
                status.residentBytes.map(memory) ?? "-",
            ])
        }
        return table.lines
    }

    /// Three digits and a unit: `85 µs`, `1.23 ms`, `12.3 s`.
    static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<0.001: "\(digits(seconds * 1e6)) µs"
        case ..<1: "\(digits(seconds * 1e3)) ms"
        default: "\(digits(seconds)) s"
        }
    }

    static func memory(_ bytes: Int) -> String {
        let megabytes = Double(bytes) / 1_048_576
        return megabytes < 1_024 ? "\(digits(megabytes)) MiB" : "\(digits(megabytes / 1_024)) GiB"
    }

    private static func digits(_ number: Double) -> String {
        let decimals = number < 9.995 ? 2 : number < 99.95 ? 1 : 0
        return String(format: "%.\(decimals)f", number)
    }

    static func json(_ statuses: [MemberStatus]) throws -> String {
        let rows = statuses.map { status in
            Row(
                process: status.name,
                health: status.health.rawValue,
                pid: status.pid,
                address: status.address,
                admin: status.admin,
                calls: status.traffic.calls,
                errors: status.traffic.errors,
                p50Seconds: status.traffic.median,
                p99Seconds: status.traffic.percentile99,
                residentBytes: status.residentBytes
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(rows), as: UTF8.self)
    }

    private struct Row: Encodable {
        let process: String
        let health: String
        let pid: Int32?
        let address: String?
        let admin: String?
        let calls: Int
        let errors: Int
        let p50Seconds: Double?
        let p99Seconds: Double?
        let residentBytes: Int?
    }
}
