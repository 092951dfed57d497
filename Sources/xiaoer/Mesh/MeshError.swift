import ServiceShell

/// Why a command about the mesh could not do its work.
enum MeshError: Error, Equatable, CustomStringConvertible {
    case folderNotUsable(path: String, reason: String)
    case alreadyUp(home: String)
    case notUp(home: String)
    case memberNotRunning(String, home: String)
    case binaryMissing(name: String, folder: String)
    case notSpawned(name: String, reason: String)
    case gaveUp(name: String, status: String, log: String, lastLines: [String])
    case notReadyInTime(names: [String], limit: Duration, log: String)
    case leftOver(names: [String])
    case adminUnreachable(address: String, reason: String)

    var description: String {
        switch self {
        case .folderNotUsable(let path, let reason):
            "folder \(path) cannot be used: \(reason); --home or XIAOER_HOME names another"
        case .alreadyUp(let home):
            "the mesh of \(home) is already up: `xiaoer status` shows it, `xiaoer down` stops it"
        case .notUp(let home):
            "no mesh runs in \(home): `xiaoer up` starts it, --home names another folder"
        case .memberNotRunning(let name, let home):
            "\(name) does not run in \(home): `xiaoer up` starts it, --address reaches one elsewhere"
        case .binaryMissing(let name, let folder):
            "no binary \(name) in \(folder): `swift build` makes it, --binaries names another folder"
        case .notSpawned(let name, let reason):
            "\(name) could not be started: \(reason)"
        case .gaveUp(let name, let status, let log, let lastLines):
            "\(name) ended with \(status) before it was ready; its log \(log) ends with:\n"
                + lastLines.map { "  " + $0 }.joined(separator: "\n")
        case .notReadyInTime(let names, let limit, let log):
            "\(names.joined(separator: ", ")) not ready within \(limit.components.seconds) s: see \(log), "
                + "or allow more time with --ready-within"
        case .leftOver(let names):
            "\(names.joined(separator: ", ")) of an earlier start still run: `xiaoer down` stops them"
        case .adminUnreachable(let address, let reason):
            "http://\(address) does not answer: \(reason)"
        }
    }
}
