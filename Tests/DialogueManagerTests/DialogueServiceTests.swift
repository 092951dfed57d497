import Contracts
import Foundation
import Logging
import MeshRuntime
import MeshTestKit
import Storage
import Testing

@testable import DialogueManager

/// The service as its callers see it: statuses, events and records on the wire.
@Suite struct DialogueServiceTests {
    private struct Running {
        let dialogue: DialogueV1.DialogueClient
        let mesh: InMemoryMesh
        let engine: DialogueEngine
    }

    /// A dialogue manager in front of fake peers, and a client of it. An nlu that is nil is down.
    private func withService(
        nlu: FakeNlu? = .reading("track_order"),
        _ body: (Running) async throws -> Void
    ) async throws {
        let bench = try Workbench()
        let peers = InMemoryMesh(services: [FakeOrders(), FakeRecommender()] + (nlu.map { [$0] } ?? []))
        let peerClient = peers.makeClient()
        let timeouts = PeerTimeouts(nlu: .seconds(5), orders: .seconds(5), recommendation: .seconds(5))
        let understanding = NluPeer(client: peerClient, timeout: timeouts.nlu)
        let shop = ShopPeer(orders: peerClient, recommender: peerClient, timeouts: timeouts)
        var runner = bench.engine.runner
        runner.ports = DialoguePorts(
            understand: { try await understanding.understand($0) },
            call: { try await shop.result(of: $0, for: $1) }
        )
        let engine = DialogueEngine(
            store: bench.engine.store,
            runner: runner,
            locks: TurnLocks(waitersMax: 10),
            feed: EventFeed(),
            world: bench.engine.world,
            limits: DialogueEngine.Limits()
        )
        let mesh = InMemoryMesh(services: [
            DialogueService(engine: engine, defaultTimeZone: "Asia/Shanghai"),
            DeskService(
                desk: Desk(
                    database: bench.engine.store.database,
                    feed: engine.feed,
                    world: bench.engine.world,
                    settings: Desk.Settings()
                )
            ),
            KnowledgeService(
                store: KnowledgeStore(database: bench.engine.store.database),
                shelf: KnowledgeShelf(written: []),
                now: bench.engine.world.now
            ),
        ])
        let client = mesh.makeClient()
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await body(Running(dialogue: DialogueV1.DialogueClient(client), mesh: mesh, engine: engine))
            )
        } catch {
            result = .failure(error)
        }
        engine.feed.close()
        await client.close()
        await mesh.stop()
        await peerClient.close()
        await peers.stop()
        try result.get()
    }

    private func send(
        _ text: String,
        id: String = "m1",
        customer: String = "C1",
        to service: Running
    ) async throws -> [DialogueV1.Event] {
        let request = DialogueV1.HandleMessageRequest(
            conversationId: "conversation-1",
            customerId: customer,
            messageId: id,
            text: text
        )
        var events: [DialogueV1.Event] = []
        for try await event in try await service.dialogue.handleMessage(request) { events.append(event) }
        return events
    }

    private func status(_ body: () async throws -> Void) async -> StatusCode {
        do {
            try await body()
            return .ok
        } catch {
            return (error as? CallError)?.code ?? .unknown
        }
    }

    @Test func aMessageIsAnsweredWithItsTurn() async throws {
        try await withService { service in
            let opened = try await service.dialogue.openConversation(.init(customerId: "C1", channel: "test"))
            #expect(opened.conversation?.status == .bot)
            let events = try await send("快递到哪了", to: service)
            #expect(events.map(\.number) == [1, 2])
            #expect(events.map(\.turnComplete) == [false, true])
            guard case .clerkMessage(let answer)? = events.last?.body else {
                Issue.record("the turn does not end with an answer")
                return
            }
            #expect(answer.text.contains("YT7001") && answer.text.contains("杭州转运中心"))
            #expect(answer.language == .chinese && answer.source == .template)
            guard case .shipment(let card)? = answer.cards.first?.card else {
                Issue.record("the answer shows no parcel")
                return
            }
            #expect(card.trackingNumber == "YT7001" && card.status == "in_transit")
            #expect(try await send("快递到哪了", to: service) == events)
        }
    }

    @Test func wrongInputIsRefusedByItsRule() async throws {
        try await withService { service in
            _ = try await service.dialogue.openConversation(.init(customerId: "C1"))
            #expect(await status { _ = try await send(" ", to: service) } == .invalidArgument)
            #expect(
                await status { _ = try await send(String(repeating: "退", count: 34_000), to: service) }
                    == .invalidArgument
            )
            #expect(await status { _ = try await send("你好", id: "", to: service) } == .invalidArgument)
            #expect(await status { _ = try await send("你好", customer: "C2", to: service) } == .notFound)
            _ = try await send("你好", to: service)
            #expect(await status { _ = try await send("再见", to: service) } == .alreadyExists)
            let unknown = DialogueV1.GetTurnRecordRequest(conversationId: "conversation-1", messageId: "m9")
            #expect(await status { _ = try await service.dialogue.getTurnRecord(unknown) } == .notFound)
            #expect(await status { _ = try await service.dialogue.rateConversation(.init()) } == .invalidArgument)
        }
    }

    @Test func theRecordSaysWhyATurnWasAnsweredSo() async throws {
        try await withService { service in
            _ = try await service.dialogue.openConversation(.init(customerId: "C1"))
            _ = try await send("快递到哪了", to: service)
            let response = try await service.dialogue.getTurnRecord(
                .init(conversationId: "conversation-1", messageId: "m1")
            )
            let record = try #require(response.record)
            #expect(record.understanding?.intents.first?.candidates.first?.intent == "track_order")
            #expect(record.calls.map(\.method) == ["Nlu/Understand", "Orders/ListOrders", "Orders/GetShipment"])
            #expect(record.calls.map(\.code) == [0, 0, 0])
            #expect(record.decisions.last?.what == "answer order_moving")
            #expect(record.facts.contains(TypesV1.Attribute(name: "tracking_number", value: "YT7001")))
        }
    }

    @Test func anNluThatIsDownIsAdmittedAndRecorded() async throws {
        try await withService(nlu: nil) { service in
            _ = try await service.dialogue.openConversation(.init(customerId: "C1"))
            let events = try await send("快递到哪了", to: service)
            #expect(events.count == 2)
            let listed = try await service.dialogue.listEvents(
                .init(conversationId: "conversation-1", customerId: "C1")
            )
            #expect(listed.events == events)
            #expect(listed.conversation?.lastEvent == 2)
        }
    }

    @Test func aWatchGoesOnWithNewEventsAndEndsAsUnavailable() async throws {
        try await withService(nlu: .reading("human_agent")) { service in
            _ = try await service.dialogue.openConversation(.init(customerId: "C1"))
            _ = try await send("你好", to: service)
            let stream = try await service.dialogue.watchEvents(
                .init(conversationId: "conversation-1", customerId: "C1", after: 2)
            )
            var events = stream.makeAsyncIterator()
            let change = try await events.next()
            #expect(change?.number == 3)
            #expect(change?.body == .statusChange(.init(status: .waitingForHuman, reason: "requested")))
            _ = try await send("在吗", id: "m2", to: service)
            #expect(try await events.next()?.number == 4)
            #expect(try await events.next()?.number == 5)
            service.engine.feed.close()
            let end = await #expect(throws: CallError.self) { _ = try await events.next() }
            #expect(end?.code == .unavailable)
        }
    }
}
