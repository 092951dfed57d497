/// A call that this code base does without, and what stands in its place.
struct BannedCall {
    let call: String
    let reason: String
    let instead: String
    /// Paths it is at home in.
    var allowedIn: [String] = []

    /// Each may still be used where a comment `// Safe: <proof>` stands on the line or right above it.
    static let inShippedCode = [
        BannedCall(call: "try!", reason: "a thrown error ends the process", instead: "try, or a typed error"),
        BannedCall(
            call: " as! ",
            reason: "a wrong guess ends the process",
            instead: "as?, with the other case handled"
        ),
        BannedCall(
            call: "@unchecked Sendable",
            reason: "the compiler no longer checks for races",
            instead: "a final class with one Mutex<State>"
        ),
        BannedCall(
            call: "nonisolated(unsafe)",
            reason: "the compiler no longer checks for races",
            instead: "a Mutex, or a value passed in"
        ),
        BannedCall(
            call: "Task.detached",
            reason: "nobody waits for it, cancels it or hands it a deadline",
            instead: "a task group whose owner ends it"
        ),
        BannedCall(call: "NSLock", reason: "it guards nothing the compiler knows of", instead: "Mutex<State>"),
        BannedCall(
            call: "Thread.sleep",
            reason: "it blocks a thread of the pool",
            instead: "Task.sleep with a deadline"
        ),
        BannedCall(call: "usleep(", reason: "it blocks a thread of the pool", instead: "Task.sleep with a deadline"),
        BannedCall(call: "fatalError(", reason: "it says nothing of whose fault it is", instead: "preconditionFailure"),
        BannedCall(call: "DispatchSemaphore", reason: "it blocks a thread of the pool", instead: "a continuation"),
        BannedCall(
            call: " print(",
            reason: "a service's words go to its log",
            instead: "a Logger, or the tool's console",
            allowedIn: ["Sources/xiaoer/", "Sources/protoc-gen-xiaoer/", "Sources/ServiceShell/"]
        ),
    ]

    static let inTests = [
        BannedCall(call: "Thread.sleep", reason: "a test that waits is slow or flaky", instead: "an event to wait for"),
        BannedCall(
            call: "Task.sleep",
            reason: "a test that waits is slow or flaky",
            instead: "an event, or the test kit's manual clock",
            allowedIn: ["Tests/MeshTests/", "Tests/MeshRuntimeTests/Faults/", "Tests/Fixtures/MeshPeer/"]
        ),
        BannedCall(
            call: "SystemRandomNumberGenerator",
            reason: "a failure cannot be repeated",
            instead: "a seeded generator whose seed is printed"
        ),
        BannedCall(call: ".random(in:", reason: "a failure cannot be repeated", instead: ".random(in:using:)"),
    ]

    func violations(in file: Repository.File) -> [String] {
        guard !file.isGenerated, !allowedIn.contains(where: { file.path.hasPrefix($0) }) else { return [] }
        return file.code
            .filter { line in
                (" " + line.text).contains(call) && !(call == ".random(in:" && line.text.contains("using:"))
                    && !file.isProven(at: line.number)
            }
            .map { "\(file.path):\($0.number): \(call.drop { $0 == " " }): \(reason); use \(instead)" }
    }
}
