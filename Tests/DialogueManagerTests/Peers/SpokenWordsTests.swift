import Logging
import MeshRuntime
import MeshTestKit
import Synchronization
import Testing

@testable import Contracts
@testable import DialogueManager

@Suite struct SpokenWordsTests {
    /// Notes the words it is told; refuses those that it is told to refuse.
    private final class Listener: RecommendationV1.RecommenderService {
        let heard = Mutex<[RecommendationV1.BehaviourEvent]>([])
        let arrivals: AsyncStream<Void>
        private let arrival: AsyncStream<Void>.Continuation
        private let refused: Set<String>

        init(refusing refused: Set<String> = []) {
            self.refused = refused
            (arrivals, arrival) = AsyncStream.makeStream()
        }

        func recordEvents(
            _ request: RecommendationV1.RecordEventsRequest,
            context: CallContext
        ) async throws -> RecommendationV1.RecordEventsResponse {
            defer { arrival.yield() }
            guard let event = request.events.first, !refused.contains(event.text) else {
                throw CallError(.invalidArgument, "refused")
            }
            heard.withLock { $0.append(event) }
            return RecommendationV1.RecordEventsResponse(recorded: 1)
        }
    }

    private func message(_ id: String, _ text: String) throws -> IncomingMessage {
        try IncomingMessage(
            conversationID: "c1",
            customerID: "C1",
            id: id,
            text: text,
            now: Moment(milliseconds: 5),
            timeZone: "Asia/Shanghai",
            bytesMax: 16_384
        )
    }

    /// What is heard of these messages.
    private func heard(
        _ messages: [IncomingMessage],
        by listener: Listener
    ) async throws -> [RecommendationV1.BehaviourEvent] {
        let mesh = InMemoryMesh(services: [listener])
        let client = mesh.makeClient()
        let words = SpokenWords(client: client, timeout: .seconds(5), logger: Logger(label: "test"))
        for message in messages { words.tell(message, []) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await words.run() }
            var arrivals = listener.arrivals.makeAsyncIterator()
            for _ in messages { await arrivals.next() }
            group.cancelAll()
            try await group.waitForAll()
        }
        await client.close()
        await mesh.stop()
        return listener.heard.withLock(\.self)
    }

    @Test func wordsAreToldInOrderUnderTheirMessagesID() async throws {
        let heard = try await heard([message("m1", "你好"), message("m2", "不要推荐")], by: Listener())
        #expect(heard.map(\.id) == ["c1/m1", "c1/m2"])
        #expect(heard.map(\.text) == ["你好", "不要推荐"])
        #expect(heard.allSatisfy { $0.kind == .say && $0.customerId == "C1" && $0.atUnixMs == 5 })
    }

    @Test func refusedWordsDoNotHoldUpTheOthers() async throws {
        let heard = try await heard(
            [message("m1", "wrong"), message("m2", "right")],
            by: Listener(refusing: ["wrong"])
        )
        #expect(heard.map(\.text) == ["right"])
    }

    @Test func longWordsAreCutAtAWholeCharacter() async throws {
        let heard = try await heard([message("m1", String(repeating: "长", count: 1_000))], by: Listener())
        #expect(heard.map { $0.text.count } == [682])
    }
}
