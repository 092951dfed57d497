import Foundation
import Synchronization

/// A program run to its end, with a deadline.
struct Command {
    struct Result {
        let status: Int32
        let output: String
        let errors: String

        var outputLines: [Substring] { output.split(separator: "\n") }
    }

    enum Failure: Error, CustomStringConvertible {
        case tookTooLong(String, Duration)

        var description: String {
            switch self {
            case .tookTooLong(let command, let limit): "\(command) did not end within \(limit)"
            }
        }
    }

    let executable: URL
    let arguments: [String]
    var environment: [String: String] = [:]
    var input = ""
    var folder = Binaries.root

    func run(within limit: Duration = .seconds(60)) async throws -> Result {
        let scratch = try TemporaryFolder()
        defer { scratch.remove() }
        // Files rather than pipes: a child that writes more than a pipe holds must not wait for a reader.
        let input = try scratch.file(named: "input", holding: self.input)
        let output = try scratch.file(named: "output")
        let errors = try scratch.file(named: "errors")
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let deadline = ContinuousClock.now + limit
        while process.isRunning {
            guard ContinuousClock.now < deadline else {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                throw Failure.tookTooLong(([executable.lastPathComponent] + arguments).joined(separator: " "), limit)
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return Result(
            status: process.terminationStatus,
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8)
        )
    }
}

/// A folder that goes with the test that made it.
struct TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "xiaoer-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func file(named name: String, holding text: String = "") throws -> URL {
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file
    }

    func remove() {
        // A folder left behind in the system's temporary folder harms no later test.
        try? FileManager.default.removeItem(at: url)
    }
}

/// Where the programs under test were built, and where the repository is.
enum Binaries {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The test bundle stands beside the programs it was built with.
    static let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

    static func url(of name: String) -> URL { folder.appending(path: name) }
}
