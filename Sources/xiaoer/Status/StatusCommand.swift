import ArgumentParser
import MeshContracts
import MeshRuntime
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

    @Flag(name: .shortAndLong, help: "Show connections, methods, limits and the state of clients too.")
    var verbose = false

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
        if verbose, !json {
            for status in statuses where status.address != nil { await Self.printDetails(of: status, in: home) }
        }
        if statuses.contains(where: { $0.health != .healthy }) { throw ExitCode(1) }
    }

    private static func printDetails(of status: MemberStatus, in home: MeshHome) async {
        guard let address = status.address else { return }
        Console.result("")
        do {
            let token = try OperatorToken.text(in: home)
            let state = try await withClient(ConnectionOptions.client(at: address, token: token)) { client in
                try await MeshV1.IntrospectionClient(client).getServerState(MeshV1.GetServerStateRequest())
            }
            for line in ServerStateText.lines(state) { Console.result(line) }
        } catch {
            Console.result("\(status.name): does not tell how it does: \(error)")
        }
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
