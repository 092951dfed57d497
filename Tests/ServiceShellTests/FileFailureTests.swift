import Foundation
import Testing

@testable import ServiceShell

@Suite struct FileFailureTests {
    @Test func theSystemsReasonIsTold() {
        do {
            try FileManager.default.createDirectory(atPath: "/dev/null/x", withIntermediateDirectories: true)
            Issue.record("a device holds no folder")
        } catch {
            #expect(FileFailure.reason(error) == "Not a directory")
        }
    }

    @Test func aRunFileThatCannotBeWrittenNamesItsPathAndReason() {
        let file = RunFile(service: "nlu", pid: 1, address: "a:1", admin: "a:2", version: "1")
        #expect(throws: ServiceShellError.runFileNotWritten(path: "/dev/null/x/nlu.json", reason: "Not a directory")) {
            try file.write(to: "/dev/null/x/nlu.json")
        }
    }
}
