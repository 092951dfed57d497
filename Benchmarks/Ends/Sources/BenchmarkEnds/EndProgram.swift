import Foundation

/// A program that can be either end of a measurement: `serve NAME`, or `call NAME` with a plan.
public protocol EndProgram: Sendable {
    /// Serves on a free port of the loopback interface, and returns it.
    func serve() async throws -> Int
    func measure(_ plan: CallPlan) async throws -> Timing
    /// Opens what the plan of kind `hold` says; it is held until the process ends.
    func hold(_ plan: CallPlan) async throws
}

extension EndProgram {
    /// Runs what the arguments behind the program's name say.
    public func run(_ arguments: ArraySlice<String>) async throws {
        switch arguments.first {
        case "serve":
            // Unlike print's, these bytes are not held back while the other end is a pipe.
            FileHandle.standardOutput.write(Data("\(try await serve())\n".utf8))
            while readLine() != nil {}
        case "call":
            let plan = try CallPlan(arguments.dropFirst())
            guard plan.kind == .hold else { return print(try await measure(plan).line) }
            try await hold(plan)
            FileHandle.standardOutput.write(Data("held\n".utf8))
            while readLine() != nil {}
        default:
            throw BenchmarkError.badArgument(arguments.joined(separator: " "))
        }
    }
}
