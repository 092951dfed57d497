import Foundation
import Logging
import MeshRuntime
import ServiceLifecycle
import ServiceShell
import Storage

extension DialogueManager {
    static func assemble(
        _ config: DialogueManagerConfig,
        _ environment: ServiceEnvironment
    ) async throws -> ServiceAssembly {
        let templates = try TemplateCatalogue(folder: URL(filePath: environment.configPath(config.templatesFolder)))
        let flows = try FlowCatalogue(folder: URL(filePath: environment.configPath(config.flowsFolder)))
        try templates.checkWords(of: flows)
        let written = try KnowledgeBase.entries(folder: URL(filePath: environment.configPath(config.knowledgeFolder)))
        let database = try DatabaseFile(
            path: environment.homePath(config.databasePath),
            schema: .conversations,
            configuration: config.storage
        )
        let world = World.real
        let knowledge = KnowledgeStore(database: database)
        let shelf = KnowledgeShelf(written: written, approved: try await knowledge.approvedEntries())
        let feed = EventFeed()
        let engine = DialogueEngine(
            store: ConversationStore(database: database),
            runner: TurnRunner(
                policy: Policy(settings: config.policy, flows: flows),
                templates: templates,
                ports: ports(config, environment),
                world: world,
                settings: config.turn,
                logger: environment.logger,
                shelf: shelf
            ),
            locks: TurnLocks(waitersMax: config.waitingTurnsMax),
            feed: feed,
            world: world,
            limits: config.limits
        )
        let logger = environment.logger
        let words = SpokenWords(
            client: environment.client(of: "recommendation"),
            timeout: config.timeouts.recommendation,
            logger: logger
        )
        let desk = Desk(database: database, feed: feed, world: world, settings: config.desk)
        return ServiceAssembly(
            services: [
                DialogueService(engine: engine, defaultTimeZone: config.timeZone, heard: { words.tell($0, $1) }),
                DeskService(
                    desk: desk,
                    complaintClosed: { words.tellComplaintClosed(in: $0, at: world.now()) }
                ),
                KnowledgeService(store: knowledge, shelf: shelf, now: world.now),
            ],
            background: [
                words,
                SilenceWatch(desk: desk, interval: config.desk.pollInterval, logger: logger),
                WatchEnd(health: environment.health, feed: feed),
                WatchPoll(store: engine.store, feed: feed, interval: config.desk.pollInterval, now: world.now),
            ],
            shutdown: {
                do {
                    try database.close()
                } catch {
                    logger.error("database not closed", metadata: ["storage.error": "\(error)"])
                }
            }
        )
    }

    private static func ports(_ config: DialogueManagerConfig, _ environment: ServiceEnvironment) -> DialoguePorts {
        let nlu = NluPeer(client: environment.client(of: "nlu"), timeout: config.timeouts.nlu)
        let shop = ShopPeer(
            orders: environment.client(of: "order-tracking"),
            recommender: environment.client(of: "recommendation"),
            timeouts: config.timeouts
        )
        let inference = InferencePeer(client: environment.client(of: "inference"), timeout: config.timeouts.inference)
        var ports = DialoguePorts(
            understand: { request in try await portFailures { try await nlu.understand(request) } },
            call: { call, scope in try await portFailures { try await shop.result(of: call, for: scope) } }
        )
        if config.turn.writer != .templates {
            ports.write = { request in try await portFailures { try await inference.write(request) } }
        }
        return ports
    }

    private static func portFailures<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as CallError {
            throw PortFailure(code: error.code.rawValue, reason: error.description)
        }
    }
}

extension World {
    static let real = World(
        now: { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
        uptimeMicroseconds: { Int64(DispatchTime.now().uptimeNanoseconds / 1000) },
        makeConversationID: { UUID().uuidString.lowercased() }
    )
}

/// Tells watches of what other processes on the same database recorded.
private struct WatchPoll: Service {
    let store: ConversationStore
    let feed: EventFeed
    let interval: Duration
    let now: @Sendable () -> Moment

    func run() async throws {
        await cancelWhenGracefulShutdown {
            // Clocks of two machines may differ by a little; a change that is told twice costs one read.
            var since = now().milliseconds
            while !Task.isCancelled {
                let next = now().milliseconds
                for id in await changed(since: since - 5_000) { feed.announce(id) }
                since = next
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// None where the database cannot be read now: the next look sees it.
    private func changed(since milliseconds: Int64) async -> [String] {
        let watched = feed.watched
        guard !watched.isEmpty else { return [] }
        return (try? await store.conversations(of: watched, changedSince: milliseconds)) ?? []
    }
}

/// Ends the watches of events when the drain begins, since nothing else would: they are calls without an end.
private struct WatchEnd: Service {
    let health: HealthRegistry
    let feed: EventFeed

    func run() async throws {
        for await _ in health.changes() where health.overall == .notServing {
            feed.close()
            break
        }
        try? await gracefulShutdown()
    }
}
