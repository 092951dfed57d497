import Foundation

/// What a running process tells the one that started it, so that free ports need not be read from logs.
package struct RunFile: Codable, Sendable, Hashable {
    package var service: String
    package var pid: Int32
    /// `host:port` for calls.
    package var address: String
    /// `host:port` for operators.
    package var admin: String
    package var version: String

    package init(service: String, pid: Int32, address: String, admin: String, version: String) {
        self.service = service
        self.pid = pid
        self.address = address
        self.admin = admin
        self.version = version
    }

    /// Written under another name and renamed, so that a reader never sees half of it.
    package func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw ServiceShellError.runFileNotWritten(path: path, reason: FileFailure.reason(error))
        }
    }

    package static func read(from path: String) throws -> RunFile {
        try JSONDecoder().decode(RunFile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Removes the file unless another process has written its own there meanwhile.
    package func remove(at path: String) {
        guard (try? Self.read(from: path))?.pid == pid else { return }
        // A file that cannot be removed is told from a live one by its process id.
        try? FileManager.default.removeItem(atPath: path)
    }
}
