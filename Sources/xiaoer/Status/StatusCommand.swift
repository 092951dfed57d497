import ArgumentParser
import ServiceShell

/// `xiaoer status`: is everything well?
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the processes: health, calls, durations, memory.",
        discussion: """
            Calls and durations count since each process began; subscriptions are left out of the durations. \
            Exit status 0 when all are healthy, 1 when not.
            """
    )

    @OptionGroup
    var home: HomeOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let home = home.value
        let statuses = await withTaskGroup(of: (Int, MemberStatus).self) { tasks in
            for (index, member) in MeshMember.allCases.enumerated() {
                tasks.addTask { (index, await Self.status(of: member, in: home)) }
            }
            return await tasks.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        if json {
            Console.result(try StatusText.json(statuses))
        } else {
            for line in StatusText.table(statuses) { Console.result(line) }
        }
        if statuses.contains(where: { $0.health != .healthy }) { throw ExitCode(1) }
    }

    private static func status(of member: MeshMember, in home: MeshHome) async -> MemberStatus {
        guard let file = home.runningFile(of: member) else {
            return MemberStatus(name: member.name, health: .notRunning)
        }
        let isReady = await AdminClient.isReady(file.admin)
        let metrics = (try? await AdminClient.page("/metrics", at: file.admin))?.body ?? ""
        return MemberStatus(
            name: member.name,
            health: isReady ? .healthy : .notReady,
            pid: file.pid,
            address: file.address,
            admin: file.admin,
            traffic: Traffic(metrics: MetricsText.lines(in: metrics)),
            residentBytes: ProcessTable.residentBytes(file.pid)
        )
    }
}
