import Foundation

/// Long fault scenarios with real processes, and a report.
///
///     Soak [--minutes 30] [--only NAME[,NAME...]] [--report FILE] [--traces 10000000]
///
/// All scenarios run in turn, again and again until the time is over; the report has a row for each. `replica PORT`
/// makes the process one of the servers that they stop, kill and starve.
@main struct Soak {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "replica" { return try await Replica.serve(arguments.dropFirst()) }
        let options = try SoakOptions(arguments)
        let report = try await SoakRun(options).run()
        Console.write(report.text)
        if let file = options.reportFile { try report.text.write(toFile: file, atomically: true, encoding: .utf8) }
        if !report.hasPassed { exit(1) }
    }
}

struct SoakOptions {
    var minutes = 30.0
    var scenarios = Scenario.allCases
    var reportFile: String?
    /// Mutated traces in the first round; later rounds have a twentieth of that each.
    var traces = 10_000_000

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            let value = rest.popFirst() ?? ""
            switch name {
            case "--minutes":
                guard let number = Double(value), number > 0 else { throw SoakError.badArgument("\(name) \(value)") }
                minutes = number
            case "--only":
                scenarios = try value.split(separator: ",").map { text in
                    guard let scenario = Scenario(rawValue: String(text)) else {
                        throw SoakError.badArgument("\(name) \(text)")
                    }
                    return scenario
                }
            case "--report": reportFile = value
            case "--traces":
                guard let number = Int(value), number > 0 else { throw SoakError.badArgument("\(name) \(value)") }
                traces = number
            default: throw SoakError.badArgument(name)
            }
        }
    }
}

enum SoakError: Error, CustomStringConvertible {
    case badArgument(String)
    case processEnded(String)
    case unreadable(String)

    var description: String {
        switch self {
        case .badArgument(let text): "\"\(text)\" is no argument of this program"
        case .processEnded(let what): "\(what) ended before it was asked to"
        case .unreadable(let what): "\(what) could not be read"
        }
    }
}

enum Console {
    /// Writes at once, also where the output is a file.
    static func write(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
