import Foundation
import Logging
import Storage
import Synchronization

@testable import DialogueManager

/// A whole dialogue manager on a database in a folder of its own, with services that a test can change while it runs.
final class Workbench: Sendable {
    let folder: URL
    let engine: DialogueEngine
    private let services: Services

    /// What the nlu reads in each text, and which services are down.
    final class Services: Sendable {
        let state = Mutex(State())

        struct State {
            var readings: [String: Understanding] = [:]
            var nluIsDown = false
            var shop = FakeShop()
            var calls: [ServiceCall] = []
            var understood: [String] = []
            /// What the language model writes; nil while it is down.
            var writes: @Sendable (WritingRequest) -> String? = { _ in nil }
            var writing: [WritingRequest] = []
        }
    }

    static let down = PortFailure(code: 14, reason: "the service is down")

    init(
        folder: URL = Workbench.freshFolder(),
        services: Services = Services(),
        policy: PolicySettings = PolicySettings(),
        limits: DialogueEngine.Limits = DialogueEngine.Limits(),
        writer: Writer = .templates
    ) throws {
        self.folder = folder
        self.services = services
        let uptime = Atomic<Int64>(0)
        let names = Atomic<Int>(0)
        let world = World(
            now: { .morning },
            uptimeMicroseconds: { uptime.add(1, ordering: .relaxed).newValue },
            makeConversationID: { "conversation-\(names.add(1, ordering: .relaxed).newValue)" }
        )
        let runner = TurnRunner(
            policy: Policy(settings: policy, flows: .shipped()),
            templates: try .shipped(),
            ports: services.ports,
            world: world,
            settings: TurnSettings(writer: writer),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        engine = DialogueEngine(
            store: ConversationStore(
                database: try DatabaseFile(
                    path: folder.appending(path: "dialogue.sqlite").path,
                    schema: .conversations
                )
            ),
            runner: runner,
            locks: TurnLocks(waitersMax: 100),
            feed: EventFeed(),
            world: world,
            limits: limits
        )
    }

    var desk: Desk {
        Desk(database: engine.store.database, feed: engine.feed, world: engine.world, settings: Desk.Settings())
    }

    /// The desk with its clock put forward.
    func desk(minutesLater minutes: Int64) -> Desk {
        var world = engine.world
        let now = world.now
        world.now = { Moment(milliseconds: now().milliseconds + minutes * 60_000) }
        return Desk(database: engine.store.database, feed: engine.feed, world: world, settings: Desk.Settings())
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    static func freshFolder() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "dialogue-\(UUID().uuidString)")
    }

    func change(_ body: (inout Services.State) -> Void) {
        services.state.withLock { body(&$0) }
    }

    var shop: FakeShop { services.state.withLock { $0.shop } }
    var calls: [ServiceCall] { services.state.withLock { $0.calls } }
    var understood: [String] { services.state.withLock { $0.understood } }
    var writing: [WritingRequest] { services.state.withLock { $0.writing } }

    /// Says something and returns the clerk's words.
    func say(
        _ text: String,
        _ intents: [IntentReading] = [],
        slots: [Slot] = [],
        language: Language? = .chinese,
        id: String? = nil,
        in conversationID: String = "conversation-1"
    ) async throws -> [String] {
        change { state in
            state.readings[text] = Understanding(language: language, intents: intents, slots: slots)
        }
        return try await engine.handle(try message(text, id: id ?? text, in: conversationID)).clerkWords
    }

    func message(_ text: String, id: String, in conversationID: String = "conversation-1") throws -> IncomingMessage {
        try IncomingMessage(
            conversationID: conversationID,
            customerID: "C1",
            id: id,
            text: text,
            now: .morning,
            timeZone: "Asia/Shanghai",
            bytesMax: 16_384
        )
    }
}

extension Workbench.Services {
    var ports: DialoguePorts {
        DialoguePorts(
            understand: { request in
                try self.state.withLock { state in
                    if state.nluIsDown { throw Workbench.down }
                    state.understood.append(request.text)
                    return state.readings[request.text] ?? Understanding(language: nil)
                }
            },
            call: { call, _ in
                try self.state.withLock { state in
                    state.calls.append(call)
                    let result = state.shop.result(of: call)
                    if result == .unavailable { throw Workbench.down }
                    return result
                }
            },
            write: { request in
                try self.state.withLock { state in
                    state.writing.append(request)
                    guard let text = state.writes(request) else { throw Workbench.down }
                    return text
                }
            }
        )
    }
}

extension [ConversationEvent] {
    var clerkWords: [String] {
        compactMap { event in
            if case .clerkMessage(let message) = event.body { message.text } else { nil }
        }
    }

    var customerWords: [String] {
        compactMap { event in
            if case .customerMessage(let message) = event.body { message.text } else { nil }
        }
    }

    var answers: [AnswerKey] {
        compactMap { event in
            if case .clerkMessage(let message) = event.body { message.answer } else { nil }
        }
    }
}

extension TemplateCatalogue {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "services/dialogue-manager/config/templates")

    /// The files that the service ships.
    static func shipped() throws -> TemplateCatalogue {
        try TemplateCatalogue(folder: folder)
    }
}

extension [String] {
    /// Empty where nothing was said at that place, so that an expectation fails instead of the process.
    func at(_ index: Int) -> String { indices.contains(index) ? self[index] : "" }
}
