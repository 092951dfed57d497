import BenchmarkEnds
import Foundation

/// Instructions of a server for one call, which do not depend on how busy the machine is: callgrind's count for many
/// calls less that for few, divided by the difference.
struct InstructionTable {
    private static let counts = (few: 2_000, many: 12_000)
    private let options: BenchmarkOptions

    init(_ options: BenchmarkOptions) {
        self.options = options
    }

    func print() throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/valgrind") else {
            return Swift.print("instructions: valgrind is not installed")
        }
        Swift.print("instructions of the server per unary call of 100 B       1 outstanding   16 outstanding")
        for contender in options.contenders where contender.isBuilt && contender != .meshElsewhere {
            let figures = try [1, 16].map { outstanding in
                let load = Load(byteCount: 100, outstanding: outstanding)
                let few = try instructions(contender, load, Self.counts.few)
                let many = try instructions(contender, load, Self.counts.many)
                return (many - few) / (Self.counts.many - Self.counts.few)
            }
            let title = contender.title.padding(toLength: 52, withPad: " ", startingAt: 0)
            Swift.print("  \(title)" + figures.map { String(format: "%16d", $0) }.joined())
            fflush(nil)
        }
        Swift.print("")
    }

    private func instructions(_ contender: Contender, _ load: Load, _ count: Int) throws -> Int {
        let file = "\(NSTemporaryDirectory())/instructions-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let server = try Server(
            contender,
            isRealtime: false,
            wrapper: ["valgrind", "--quiet", "--tool=callgrind", "--callgrind-out-file=\(file)"]
        )
        let client = try server.startClient(.unary, load, count: count)
        _ = try Timing(line: client.readLine())
        client.stop()
        server.end.finish()
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let total = text.split(separator: "\n").last { $0.hasPrefix("summary:") || $0.hasPrefix("totals:") }
        guard let count = total?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw BenchmarkError.unreadable("callgrind's total of \(contender)")
        }
        return count
    }
}
