import Foundation
import Testing

/// Python's protobuf library, as the second opinion.
enum Oracle {
    static let isInstalled: Bool = (try? run("/usr/bin/python3", ["-c", "import google.protobuf"], input: "")) != nil

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// The answers to requests, one each; see protobuf_oracle.py for their form.
    static func answers(to requests: [String], descriptorSet: [UInt8]) throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID().uuidString).pb")
        try Data(descriptorSet).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let script = fixtures.appending(path: "protobuf_oracle.py").path
        let output = try run("/usr/bin/python3", [script, file.path], input: requests.map { $0 + "\n" }.joined())
        let answers = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        try #require(answers.count == requests.count, "the oracle answered \(answers.count) of \(requests.count)")
        return answers
    }

    struct Failure: Error {
        var status: Int32
    }

    private static func run(_ program: String, _ arguments: [String], input: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let (standardInput, standardOutput) = (Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = standardOutput
        try process.run()
        // The requests of a test fit into a pipe's buffer, so nobody waits for the other.
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return String(decoding: output, as: UTF8.self)
    }
}
