import Foundation

/// Unary echo: the mesh against a bare NIO echo with a length prefix, two processes with a core each.
///
///     swift run -c release EchoBenchmark [--pairs 5] [--seconds 2] [--realtime]
///
/// The first argument `serve` or `call` makes a process one end; without it, the process starts both ends, in
/// interleaved pairs, and prints the medians as one table.
@main struct EchoBenchmark {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "serve": try await serve(Contender(arguments[1]))
        case "call": try await call(Contender(arguments[1]), CallPlan(arguments.dropFirst(2)))
        default: try Comparison(BenchmarkOptions(arguments)).run()
        }
    }

    /// Prints the port, and serves until it is killed or its standard input ends.
    private static func serve(_ contender: Contender) async throws {
        let port = try await contender.makeServer()
        // Unlike print's, these bytes are not held back while the other end is a pipe.
        FileHandle.standardOutput.write(Data("\(port)\n".utf8))
        while readLine() != nil {}
    }

    private static func call(_ contender: Contender, _ plan: CallPlan) async throws {
        let measurement = try await contender.measure(plan)
        print(measurement.line)
    }
}

enum BenchmarkError: Error, CustomStringConvertible {
    case badArgument(String)
    case unreadable(String)

    var description: String {
        switch self {
        case .badArgument(let text): "\"\(text)\" is no argument of this benchmark"
        case .unreadable(let what): "\(what) could not be read"
        }
    }
}

/// Whose echo is measured.
enum Contender: String, CaseIterable {
    case bare
    /// Callers on the connection's event loop, as a service's handlers are.
    case mesh
    /// Callers on the concurrency runtime's own threads, as the tasks of a command-line tool are.
    case meshElsewhere = "mesh-elsewhere"

    init(_ text: String) throws {
        guard let contender = Contender(rawValue: text) else { throw BenchmarkError.badArgument(text) }
        self = contender
    }

    var title: String {
        switch self {
        case .bare: "bare NIO, 4-byte length"
        case .mesh: "mesh unary"
        case .meshElsewhere: "mesh unary, other thread"
        }
    }

    func makeServer() async throws -> Int {
        switch self {
        case .bare: try await BareEcho.serve()
        case .mesh, .meshElsewhere: try await MeshEcho.serve()
        }
    }

    func measure(_ plan: CallPlan) async throws -> Measurement {
        switch self {
        case .bare: try await BareEcho.measure(plan)
        case .mesh: try await MeshEcho.measure(plan, isOnLoop: true)
        case .meshElsewhere: try await MeshEcho.measure(plan, isOnLoop: false)
        }
    }
}

/// What one client process does.
struct CallPlan {
    static let payloadByteCount = 100

    var port: Int
    var outstanding: Int
    var seconds: Double
    var serverProcessID: Int32

    init(port: Int, outstanding: Int, seconds: Double, serverProcessID: Int32) {
        self.port = port
        self.outstanding = outstanding
        self.seconds = seconds
        self.serverProcessID = serverProcessID
    }

    init(_ arguments: some Collection<String>) throws {
        let numbers = arguments.compactMap(Double.init)
        guard numbers.count == 4 else { throw BenchmarkError.badArgument(arguments.joined(separator: " ")) }
        self.init(
            port: Int(numbers[0]),
            outstanding: Int(numbers[1]),
            seconds: numbers[2],
            serverProcessID: Int32(numbers[3])
        )
    }

    var arguments: [String] { ["\(port)", "\(outstanding)", "\(seconds)", "\(serverProcessID)"] }
}
