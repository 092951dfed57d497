import ArgumentParser
import ServiceShell

/// The command-line tool of the mesh.
@main
struct Xiaoer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xiaoer",
        abstract: "Runs the shop's clerk and talks to it.",
        discussion: """
            Start it and have a conversation:  xiaoer run
            Or in parts, in two terminals:     xiaoer up
                                               xiaoer chat
            Call any method of any service:    xiaoer call Orders/GetOrder JSON

            State lives in the home folder: .xiaoer under the current folder, XIAOER_HOME, or --home.
            """,
        version: "xiaoer \(ServiceShell.version)",
        groupedSubcommands: [
            CommandGroup(name: "Mesh", subcommands: [Run.self, Up.self, Down.self, Status.self]),
            CommandGroup(
                name: "Conversation",
                subcommands: [Chat.self, Desk.self, Knowledge.self, Report.self, Token.self]
            ),
            CommandGroup(name: "Orders", subcommands: [Import.self, Export.self]),
            CommandGroup(name: "State", subcommands: [Backup.self, Restore.self]),
            CommandGroup(name: "Recommendation", subcommands: [Record.self]),
            CommandGroup(name: "Models", subcommands: [Models.self, Train.self, Evaluate.self, Simulate.self]),
            CommandGroup(
                name: "Any service",
                subcommands: [Call.self, List.self, Describe.self, Frames.self, Replay.self]
            ),
        ]
    )
}

/// Where the mesh's state is.
struct HomeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder of state.",
            discussion: "Without it: XIAOER_HOME, else .xiaoer.",
            valueName: "folder"
        )
    )
    var home: String?

    var value: MeshHome {
        MeshHome(
            option: home,
            environment: Surroundings.environment,
            currentFolder: Surroundings.currentFolder
        )
    }
}
