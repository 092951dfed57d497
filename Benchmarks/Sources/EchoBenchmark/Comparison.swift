import Foundation

struct BenchmarkOptions {
    /// Measurements of each contender at each load; the table shows their medians.
    var pairs = 5
    /// Of each measurement, without the warm-up.
    var seconds = 2.0
    /// Whether both ends run ahead of everything else on the machine, which takes root.
    var isRealtime = false

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            switch name {
            case "--pairs": pairs = try Self.number(rest.popFirst(), of: name)
            case "--seconds": seconds = try Self.number(rest.popFirst(), of: name)
            case "--realtime": isRealtime = true
            default: throw BenchmarkError.badArgument(name)
            }
        }
    }

    private static func number<Number: LosslessStringConvertible & Comparable & ExpressibleByIntegerLiteral>(
        _ text: String?,
        of name: String
    ) throws -> Number {
        guard let number = text.flatMap(Number.init), number > 0 else {
            throw BenchmarkError.badArgument("\(name) \(text ?? "")")
        }
        return number
    }
}

/// Runs the contenders in turn and compares their medians.
struct Comparison {
    private static let loads = [1, 100]
    private let options: BenchmarkOptions

    init(_ options: BenchmarkOptions) {
        self.options = options
    }

    func run() throws {
        print("In parentheses: the ratio to the bare echo.")
        print("outstanding  echo                           calls/s           median µs  client CPU µs  server CPU µs")
        for outstanding in Self.loads {
            var measurements: [Contender: [Measurement]] = [:]
            // Interleaved, so that what else the machine does meets all alike.
            for _ in 0..<options.pairs {
                for contender in Contender.allCases {
                    measurements[contender, default: []].append(try measure(contender, outstanding: outstanding))
                }
            }
            let bare = medians(measurements[.bare] ?? [])
            for contender in Contender.allCases {
                printRow(contender, outstanding, medians(measurements[contender] ?? []), bare)
            }
        }
    }

    /// In the order of the table's columns.
    private func medians(_ measurements: [Measurement]) -> [Double] {
        let columns: [KeyPath<Measurement, Double>] = [
            \.callsPerSecond, \.medianMicroseconds, \.clientCPUMicroseconds, \.serverCPUMicroseconds,
        ]
        return columns.map { column in median(measurements.map { $0[keyPath: column] }) }
    }

    private func printRow(_ contender: Contender, _ outstanding: Int, _ columns: [Double], _ bare: [Double]) {
        let title = contender.title.padding(toLength: 24, withPad: " ", startingAt: 0)
        let figures = zip(zip(columns, bare), ["%10.0f", "%8.1f", "%6.2f", "%6.2f"]).map { pair, format in
            String(format: "\(format) (%4.2f)", pair.0, pair.0 / pair.1)
        }
        print(String(format: "%11d  ", outstanding) + title + "  " + figures.joined(separator: "  "))
    }

    private func measure(_ contender: Contender, outstanding: Int) throws -> Measurement {
        let server = try End(["serve", contender.rawValue], core: 0, options)
        defer { server.stop() }
        guard let port = Int(try server.readLine()) else { throw BenchmarkError.unreadable("the server's port") }
        let plan = CallPlan(
            port: port,
            outstanding: outstanding,
            seconds: options.seconds,
            serverProcessID: server.processID
        )
        let client = try End(["call", contender.rawValue] + plan.arguments, core: 1, options)
        defer { client.stop() }
        return try Measurement(line: client.readLine())
    }
}

/// One process of a measurement, kept to one core.
private final class End {
    private let process = Process()
    private let output = Pipe()
    private let input = Pipe()

    init(_ arguments: [String], core: Int, _ options: BenchmarkOptions) throws {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let priority = options.isRealtime ? ["chrt", "-f", "5"] : []
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = priority + ["taskset", "-c", "\(core)", program] + arguments
        process.standardOutput = output
        process.standardInput = input
        try process.run()
    }

    /// `env`, `chrt` and `taskset` replace themselves, so this is the program's own.
    var processID: Int32 { process.processIdentifier }

    func readLine() throws -> String {
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }

    func stop() {
        // The server ends with its standard input. Closing fails only when that has happened already.
        try? input.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
    }
}
