/// Why a process could not start, in one sentence that says what to do.
package enum ServiceShellError: Error, Sendable, Hashable, CustomStringConvertible {
    case portTaken(address: String, setting: String)
    case portNotAllowed(address: String, setting: String)
    case addressNotUsable(address: String, setting: String, reason: String)
    case configFolderNotFound(service: String, file: String)
    case folderNotUsable(path: String, setting: String, reason: String)
    case runFileNotWritten(path: String, reason: String)
    /// A part of the service could not be made. Passing where another service was not there.
    case notBuilt(reason: String, isPassing: Bool)

    package var description: String {
        switch self {
        case .portTaken(let address, let setting):
            "\(address) is in use by another process: stop that one, or set \(setting) to another port (0 picks a free one)"
        case .portNotAllowed(let address, let setting):
            "\(address) needs rights that this process lacks: set \(setting) to a port from 1024 on"
        case .addressNotUsable(let address, let setting, let reason):
            "\(address) cannot be listened on (\(reason)): set \(setting) to an address of this machine"
        case .configFolderNotFound(let service, let file):
            "\(file) was not found, since no folder services/\(service)/config lies above the current folder or the "
                + "binary: start it from the repository, or set \(Setting.variablePrefix(of: service))CONFIG_FOLDER"
        case .folderNotUsable(let path, let setting, let reason):
            "folder \(path) cannot be used (\(reason)): set \(setting) to a folder this process may write"
        case .runFileNotWritten(let path, let reason):
            "run file \(path) was not written: \(reason)"
        case .notBuilt(let reason, _):
            reason
        }
    }

    /// The exit status after sysexits(3), which supervisors know.
    package var exitStatus: Int32 {
        switch self {
        case .portTaken, .portNotAllowed, .addressNotUsable: ExitStatus.unavailable
        case .configFolderNotFound: ExitStatus.configuration
        case .folderNotUsable, .runFileNotWritten: ExitStatus.cannotCreate
        case .notBuilt(_, let isPassing): isPassing ? ExitStatus.temporaryFailure : ExitStatus.unavailable
        }
    }
}

/// Statuses of sysexits(3) that the processes of the mesh end with.
package enum ExitStatus {
    package static let usage: Int32 = 64
    package static let unavailable: Int32 = 69
    package static let software: Int32 = 70
    package static let cannotCreate: Int32 = 73
    package static let temporaryFailure: Int32 = 75
    package static let configuration: Int32 = 78
}
