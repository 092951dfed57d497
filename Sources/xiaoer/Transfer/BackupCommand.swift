import ArgumentParser
import ServiceShell
import Storage

/// `xiaoer backup SERVICE FILE`: a service's database as it is now, while it serves.
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy a service's database while it serves.",
        discussion: """
            The copy holds one state, is checked whole and appears under its name only then. For a shop on PostgreSQL \
            use pg_dump: docs/operating.md says how.
            """
    )

    @OptionGroup
    var place: DatabasePlaceOptions

    @Argument(help: ArgumentHelp("The file to write.", valueName: "file"))
    var file: String

    func run() throws {
        let summary = try DatabaseBackup.make(of: place.path, at: file)
        Console.result("\(file): \(summary.text)")
    }
}

/// `xiaoer restore SERVICE FILE`: puts a backup in the place of a service's database.
struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup in the place of a stopped service's database.",
        discussion: "The database that was there stays beside it, with .replaced at the end of its name."
    )

    @OptionGroup
    var place: DatabasePlaceOptions

    @Argument(help: ArgumentHelp("A file that `xiaoer backup` wrote.", valueName: "file"))
    var file: String

    func run() throws {
        if let running = place.home.value.runningFile(of: place.service.member) {
            throw BackupError.running(service: place.service.member.name, process: Int(running.pid))
        }
        let path = place.path
        let summary = try DatabaseBackup.restore(file, to: path, applicationID: place.service.applicationID)
        Console.result("\(path): \(summary.text)")
    }
}

/// Which database a command is about.
struct DatabasePlaceOptions: ParsableArguments {
    @OptionGroup
    var home: HomeOptions

    @Option(help: ArgumentHelp("The database's file, where it is not in the home folder.", valueName: "path"))
    var database: String?

    @Argument(help: "Whose database: order-tracking, dialogue-manager or recommendation.")
    var service: KeepingService

    var path: String { database ?? "\(home.value.folder)/\(service.fileName)" }
}

/// A service that keeps a database, in the file that its settings name by default.
enum KeepingService: String, CaseIterable, ExpressibleByArgument {
    case orderTracking = "order-tracking"
    case dialogueManager = "dialogue-manager"
    case recommendation

    var member: MeshMember {
        switch self {
        case .orderTracking: .orderTracking
        case .dialogueManager: .dialogueManager
        case .recommendation: .recommendation
        }
    }

    var fileName: String {
        switch self {
        case .orderTracking: "order-tracking.sqlite"
        case .dialogueManager: "dialogue.sqlite"
        case .recommendation: "recommendation.sqlite"
        }
    }

    var applicationID: StorageSchema.ApplicationID {
        switch self {
        case .orderTracking: .init("xORD")
        case .dialogueManager: .init("XDlg")
        case .recommendation: .init("XRec")
        }
    }
}

enum BackupError: Error, Equatable, CustomStringConvertible {
    case running(service: String, process: Int)

    var description: String {
        switch self {
        case .running(let service, let process):
            "\(service) is running as process \(process); stop it (xiaoer down) and restore then"
        }
    }
}

extension DatabaseBackup.Summary {
    fileprivate var text: String { "\(applicationID) of schema version \(version), \(bytes) bytes" }
}
