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
        print("outstanding  echo                      calls/s     median µs  client µs/call  server µs/call")
        for outstanding in Self.loads {
            var measurements: [Contender: [Measurement]] = [:]
            // Interleaved, so that what else the machine does meets both alike.
            for _ in 0..<options.pairs {
                for contender in Contender.allCases {
                    measurements[contender, default: []].append(try measure(contender, outstanding: outstanding))
                }
            }
            let bare = row(.bare, outstanding, measurements[.bare] ?? [])
            let mesh = row(.mesh, outstanding, measurements[.mesh] ?? [])
            let ratios = zip(mesh, bare).map { String(format: "%.2f", $0 / $1) }
            print(
                "             mesh / bare: calls/s \(ratios[0]), median \(ratios[1]), CPU \(ratios[2]) and \(ratios[3])"
            )
        }
    }

    private func row(_ contender: Contender, _ outstanding: Int, _ measurements: [Measurement]) -> [Double] {
        let columns = [
            median(measurements.map(\.callsPerSecond)), median(measurements.map(\.medianMicroseconds)),
            median(measurements.map(\.clientCPUMicroseconds)), median(measurements.map(\.serverCPUMicroseconds)),
        ]
        let title = contender.title.padding(toLength: 24, withPad: " ", startingAt: 0)
        let numbers = String(format: "%9.0f %13.1f %15.2f %15.2f", columns[0], columns[1], columns[2], columns[3])
        print(String(format: "%11d  ", outstanding) + "\(title)  \(numbers)")
        return columns
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
