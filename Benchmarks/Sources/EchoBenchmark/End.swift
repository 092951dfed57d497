import BenchmarkEnds
import Foundation

/// One process of a measurement, kept to one core.
final class End {
    private let process = Process()
    private let output = Pipe()
    private let input = Pipe()

    /// `wrapper` is a command that runs the program, such as valgrind.
    init(_ command: [String], core: Int, isRealtime: Bool, wrapper: [String] = []) throws {
        let priority = isRealtime ? ["chrt", "-f", "5"] : []
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = priority + ["taskset", "-c", "\(core)"] + wrapper + command
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

    /// The process's resident memory in bytes.
    func residentMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        guard let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) else {
            throw BenchmarkError.unreadable("the memory of process \(processID)")
        }
        return kibibytes * 1024
    }

    /// Lets the process end by itself, as all ends do when their standard input ends.
    func finish() {
        // Closing fails only when that has happened already.
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func stop() {
        process.terminate()
        finish()
    }
}

/// A server of a contender, and what its clients measure.
struct Server {
    let contender: Contender
    let end: End
    let port: Int
    private let isRealtime: Bool

    init(_ contender: Contender, isRealtime: Bool, wrapper: [String] = []) throws {
        self.contender = contender
        self.isRealtime = isRealtime
        end = try End(contender.command("serve"), core: 0, isRealtime: isRealtime, wrapper: wrapper)
        guard let port = Int(try end.readLine()) else { throw BenchmarkError.unreadable("the port of \(contender)") }
        self.port = port
    }

    func startClient(_ kind: CallPlan.Kind, _ load: Load, seconds: Double = 1, count: Int = 0) throws -> End {
        let plan = CallPlan(
            kind: kind,
            port: port,
            serverProcessID: end.processID,
            byteCount: load.byteCount,
            outstanding: load.outstanding,
            seconds: seconds,
            count: count
        )
        return try End(contender.command("call") + plan.arguments, core: 1, isRealtime: isRealtime)
    }
}

/// How much at a time.
struct Load: Hashable {
    var byteCount: Int
    var outstanding: Int
}
