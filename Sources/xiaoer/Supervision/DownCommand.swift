import ArgumentParser
import Glibc
import ServiceShell

/// `xiaoer down`: ends what `up` started, also where `up` itself is gone.
struct Down: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stop a running mesh.",
        discussion:
            "Asks with SIGTERM, waits, and kills what is left after the grace. A mesh that does not run is no error."
    )

    @OptionGroup
    var home: HomeOptions

    @Option(help: ArgumentHelp("Seconds until what is left is killed.", valueName: "seconds"))
    var grace = 40

    func validate() throws {
        guard (0...3_600).contains(grace) else { throw ValidationError("--grace must be in 0...3600 (is \(grace))") }
    }

    func run() async throws {
        let home = home.value
        let targets = Self.targets(in: home)
        guard !targets.isEmpty else {
            Console.result("nothing runs in \(home.folder)")
            return
        }
        // The supervisor stops its children in order; they are asked directly only where it is gone.
        for target in targets { ChildProcess.signal(target.pid, SIGTERM) }
        let deadline = ContinuousClock.now + .seconds(grace)
        while ContinuousClock.now < deadline, !Self.targets(in: home).isEmpty {
            try await Task.sleep(for: .milliseconds(50))
        }
        for target in Self.targets(in: home) + Self.members(in: home) {
            ChildProcess.signal(target.pid, SIGKILL)
            Console.note("\(target.name) (process \(target.pid)) did not stop within \(grace) s and was killed")
        }
        Console.result("stopped \(targets.map(\.name).joined(separator: ", "))")
    }

    private struct Target {
        let name: String
        let pid: Int32
    }

    private static func targets(in home: MeshHome) -> [Target] {
        if let supervisor = UpLock.holder(of: home) { return [Target(name: "the mesh", pid: supervisor)] }
        return members(in: home)
    }

    private static func members(in home: MeshHome) -> [Target] {
        MeshMember.allCases.compactMap { member in
            home.runningFile(of: member).map { Target(name: member.name, pid: $0.pid) }
        }
    }
}
