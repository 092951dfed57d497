import Foundation

/// What the process finds around it.
enum Surroundings {
    static var environment: [String: String] { ProcessInfo.processInfo.environment }
    static var currentFolder: String { FileManager.default.currentDirectoryPath }

    /// The folder of the running binary, with links followed.
    static var binaryFolder: String {
        let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: path ?? currentFolder).deletingLastPathComponent().path
    }
}
