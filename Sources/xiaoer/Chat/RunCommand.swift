import ArgumentParser
import ServiceShell

/// `xiaoer run`: everything in one command.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the mesh if it is not up, have a conversation, and stop what was started.",
        discussion:
            "Free ports are used, so that it runs beside anything. Standard output holds the conversation alone."
    )

    @OptionGroup
    var options: UpOptions

    @OptionGroup
    var chat: ChatOptions

    @OptionGroup
    var bearer: BearerOptions

    func run() async throws {
        let home = options.home.value
        let token = try chat.token ?? bearer.token(in: home)
        if UpLock.holder(of: home) != nil, let gateway = home.runningFile(of: .gateway) {
            Console.note("the mesh is up already")
            return try await chat.converse(at: gateway.address, token: token)
        }
        let stopSwitch = StopSwitch()
        let (ready, announce) = AsyncStream.makeStream(of: Void.self)
        let supervisor = try options.supervisor(ports: .free, stopSwitch: stopSwitch) { event in
            if case .stopped = event { return }
            for line in SupervisorText.lines(for: event) { Console.note(line) }
            if case .allReady = event { announce.finish() }
        }
        let requests = await StopRequests(stopsWithStandardInput: false)
        try await withThrowingTaskGroup(of: Part.self) { tasks in
            tasks.addTask { .mesh(await Self.failure(of: { try await supervisor.run() })) }
            tasks.addTask { .conversation(await Self.failure(of: { try await converse(token: token, when: ready) })) }
            tasks.addTask {
                for await _ in requests.stream { stopSwitch.request() }
                return .signals
            }
            try await Self.finish(&tasks, stopSwitch)
        }
    }

    private enum Part: Sendable {
        case mesh((any Error)?)
        case conversation((any Error)?)
        case signals
    }

    /// The end of the conversation stops the mesh; when that has stopped, everything ends with the first error.
    private static func finish(_ tasks: inout ThrowingTaskGroup<Part, any Error>, _ stopSwitch: StopSwitch) async throws
    {
        defer { tasks.cancelAll() }
        var failure: (any Error)?
        while let part = try await tasks.next() {
            switch part {
            case .conversation(let error):
                failure = failure ?? error
                if stopSwitch.count == 0 { stopSwitch.request() }
            case .mesh(let error):
                if let first = failure ?? error { throw first }
                return
            case .signals: break
            }
        }
    }

    private static func failure(of body: () async throws -> Void) async -> (any Error)? {
        do {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    private func converse(token: String, when ready: AsyncStream<Void>) async throws {
        // Nothing is sent: the stream ends when all are ready, or with this task.
        for await _ in ready {}
        try Task.checkCancellation()
        guard let gateway = options.home.value.runningFile(of: .gateway) else {
            throw MeshError.memberNotRunning(MeshMember.gateway.name, home: options.home.value.folder)
        }
        try await chat.converse(at: gateway.address, token: token)
    }
}
