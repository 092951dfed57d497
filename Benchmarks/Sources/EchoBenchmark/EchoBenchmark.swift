import BenchmarkEnds
import Contracts
import Foundation
import ProtobufC

/// The mesh against other ways to call, as one table; see ../README.md.
///
///     EchoBenchmark [--runs 5] [--seconds 0.7] [--realtime] [--only NAME[,NAME...]] [calls] [memory] [codec] [instructions]
///
/// `serve NAME` and `call NAME PLAN` make the process one end of a measurement.
@main struct EchoBenchmark {
    static func main() {
        Program.run { try await run(Array(CommandLine.arguments.dropFirst())) }
    }

    private static func run(_ arguments: [String]) async throws {
        switch (arguments.first, arguments.dropFirst().first) {
        case ("serve"?, "nio"?), ("call"?, "nio"?):
            try await BareEcho().run([arguments[0]] + arguments[2...])
        case ("serve"?, let name?), ("call"?, let name?):
            try await MeshEcho(callsFromLoop: name == "mesh").run([arguments[0]] + arguments[2...])
        case ("codec"?, _?) where arguments.count == 3:
            try CodecLoop.run(
                arguments.dropFirst(),
                decode: { try OrdersV1.Order(serializedBytes: $0) },
                encode: { try $0.serializedBytes().count }
            )
        default:
            let options = try BenchmarkOptions(arguments)
            if options.parts.contains(.calls) { try CallTable(options).print() }
            if options.parts.contains(.memory) { try MemoryTable(options).print() }
            if options.parts.contains(.codec) { try CodecTable(options).print() }
            if options.parts.contains(.instructions) { try InstructionTable(options).print() }
        }
    }
}
