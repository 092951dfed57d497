import ArgumentParser
import ServiceShell

/// `xiaoer up`: the six processes, until somebody stops them.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the six processes and keep them running.",
        discussion: """
            Each starts when those it calls are ready. One that dies is started again on the same port, after 100 ms \
            and up to 10 s. Ctrl-C or SIGTERM stops them in order, each answering its open calls; a second one kills. \
            However this process ends, the others notice and stop.

            Logs are in logs/ of the home folder, addresses in run/.
            """
    )

    @OptionGroup
    var options: UpOptions

    @Option(
        help: ArgumentHelp(
            "fixed: the ports of the settings, 7400 to 7405; free: whatever is free.",
            valueName: "fixed|free"
        )
    )
    var ports = PortChoice.fixed

    func run() async throws {
        let stopSwitch = StopSwitch()
        let logFolder = options.home.value.logFolder
        let supervisor = try options.supervisor(ports: ports, stopSwitch: stopSwitch) { event in
            for line in SupervisorText.lines(for: event) { Console.result(line) }
            if case .allReady = event { Console.result("logs in \(logFolder); Ctrl-C stops all") }
        }
        let requests = await StopRequests(stopsWithStandardInput: false)
        let obeying = Task {
            for await _ in requests.stream { stopSwitch.request() }
        }
        defer { obeying.cancel() }
        try await supervisor.run()
    }
}
