import Foundation
import ServiceShell

/// The folder of state that the mesh's processes share, and where in it things are.
struct MeshHome: Sendable {
    /// Absolute.
    let folder: String

    /// From the option, else from `XIAOER_HOME`, else `.xiaoer` under the current folder.
    init(option: String?, environment: [String: String], currentFolder: String) {
        let path = option ?? environment["XIAOER_HOME"] ?? ".xiaoer"
        folder = ServiceFolders.path(path, from: currentFolder)
    }

    var keyFile: String { folder + "/gateway.key" }
    var runFolder: String { folder + "/run" }
    var logFolder: String { folder + "/logs" }
    var lockFile: String { runFolder + "/up.lock" }

    func runFile(of member: MeshMember) -> String {
        "\(runFolder)/\(member.name).json"
    }

    func logFile(of member: MeshMember) -> String {
        "\(logFolder)/\(member.name).log"
    }

    func createFolders() throws(MeshError) {
        for path in [runFolder, logFolder] {
            do {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            } catch {
                throw .folderNotUsable(path: path, reason: FileFailure.reason(error))
            }
        }
    }

    /// What a member wrote when it began to serve, if that process still lives.
    func runningFile(of member: MeshMember) -> RunFile? {
        guard let file = try? RunFile.read(from: runFile(of: member)) else { return nil }
        return ProcessTable.isAlive(file.pid, binary: member.name) ? file : nil
    }
}
