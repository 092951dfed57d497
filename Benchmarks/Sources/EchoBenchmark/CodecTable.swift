import BenchmarkEnds
import Foundation

/// The runtime's codec against others, on one message.
struct CodecTable {
    private static let rounds = 200_000
    private let options: BenchmarkOptions
    private let file: String

    init(_ options: BenchmarkOptions) throws {
        self.options = options
        guard let file = ProcessInfo.processInfo.environment["BENCHMARK_CODEC_MESSAGE"] else {
            throw BenchmarkError.unreadable("BENCHMARK_CODEC_MESSAGE, which names the message's file")
        }
        self.file = file
    }

    func print() throws {
        let byteCount = try Data(contentsOf: URL(filePath: file)).count
        let codecs: [(title: String, contender: Contender)] = [
            ("libprotobuf-c and Swift values", .mesh), ("C++ protobuf, arena", .grpcAsync),
            ("swift-protobuf", .grpcSwift),
        ]
        Swift.print("codec, message of \(byteCount) B            decode us   encode us")
        var times: [Contender: [[Double]]] = [:]
        let built = codecs.filter { $0.contender.isBuilt }
        for _ in 0..<options.runs {
            for codec in built { times[codec.contender, default: []].append(try measure(codec.contender)) }
        }
        for codec in built {
            let columns = [0, 1].map { column in median((times[codec.contender] ?? []).map { $0[column] }) / 1000 }
            let title = codec.title.padding(toLength: 34, withPad: " ", startingAt: 0)
            Swift.print("  \(title)" + columns.map { String(format: "%12.2f", $0) }.joined())
        }
        Swift.print("")
    }

    private func measure(_ contender: Contender) throws -> [Double] {
        let command = try contender.codecCommand + ["codec", file, "\(Self.rounds)"]
        let end = try End(command, core: 1, isRealtime: options.isRealtime)
        defer { end.stop() }
        let times = try end.readLine().split(separator: " ").compactMap { Double($0) }
        guard times.count == 2 else { throw BenchmarkError.unreadable("the times of \(contender)'s codec") }
        return times
    }
}
