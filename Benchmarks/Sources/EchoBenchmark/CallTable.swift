import BenchmarkEnds
import Foundation

/// Calls and messages a second, their median time and their processor time at either end.
struct CallTable {
    private let options: BenchmarkOptions
    private let contenders: [Contender]

    init(_ options: BenchmarkOptions) {
        self.options = options
        contenders = options.contenders.filter(\.isBuilt)
    }

    func print() throws {
        Swift.print("Medians of \(options.runs), in parentheses the ratio to the mesh.\n")
        for byteCount in [100, 1024] {
            for outstanding in [1, 16, 100, 256] {
                let load = Load(byteCount: byteCount, outstanding: outstanding)
                try compare(.unary, load, title: "unary \(byteCount) B, \(outstanding) outstanding")
            }
        }
        for byteCount in [64, 16 * 1024] {
            try compare(.stream, Load(byteCount: byteCount, outstanding: 1), title: "server stream of \(byteCount) B")
        }
    }

    private func compare(_ kind: CallPlan.Kind, _ load: Load, title: String) throws {
        let contenders = contenders.filter { $0.serves(kind) }
        var measurements: [Contender: [Timing]] = [:]
        // Interleaved, so that what else the machine does meets all alike.
        for _ in 0..<options.runs {
            for contender in contenders {
                do {
                    measurements[contender, default: []].append(try measure(contender, kind, load))
                } catch {
                    // A contender that cannot carry a load has no row for it; the others are measured all the same.
                    FileHandle.standardError.write(Data("\(contender.title), \(title): \(error)\n".utf8))
                }
            }
        }
        let mesh = medians(measurements[.mesh] ?? [])
        let unit = kind == .unary ? "calls/s" : "messages/s"
        let head = title.padding(toLength: 34, withPad: " ", startingAt: 0)
        Swift.print("\(head) \(unit)         median us      client CPU us  server CPU us")
        for contender in contenders where measurements[contender] != nil {
            printRow(contender, medians(measurements[contender] ?? []), mesh)
        }
        Swift.print("")
        // Seen at once, also where the output is a file.
        fflush(nil)
    }

    /// In the order of the table's columns.
    private func medians(_ measurements: [Timing]) -> [Double] {
        let columns: [KeyPath<Timing, Double>] = [
            \.callsPerSecond, \.medianMicroseconds, \.clientCPUMicroseconds, \.serverCPUMicroseconds,
        ]
        guard !measurements.isEmpty else { return columns.map { _ in .nan } }
        return columns.map { column in median(measurements.map { $0[keyPath: column] }) }
    }

    private func printRow(_ contender: Contender, _ columns: [Double], _ mesh: [Double]) {
        let title = contender.title.padding(toLength: 26, withPad: " ", startingAt: 0)
        let figures = zip(zip(columns, mesh), ["%10.0f", "%8.1f", "%6.2f", "%6.2f"]).map { pair, format in
            pair.0 == 0
                ? String(repeating: " ", count: 15) : String(format: "\(format) (%4.2f)", pair.0, pair.0 / pair.1)
        }
        Swift.print("  " + title + figures.joined(separator: "  "))
    }

    private func measure(_ contender: Contender, _ kind: CallPlan.Kind, _ load: Load) throws -> Timing {
        let server = try Server(contender, isRealtime: options.isRealtime)
        defer { server.end.stop() }
        let client = try server.startClient(kind, load, seconds: options.seconds)
        defer { client.stop() }
        return try Timing(line: client.readLine())
    }
}
