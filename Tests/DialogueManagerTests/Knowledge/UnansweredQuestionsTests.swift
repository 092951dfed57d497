import Contracts
import MeshRuntime
import MeshTestKit
import Testing

@testable import DialogueManager

@Suite struct UnansweredQuestionsTests {
    private func question(_ number: Int, _ text: String, answer: String? = nil) -> UnansweredQuestion {
        UnansweredQuestion(
            conversationID: "c\(number)",
            messageID: "m",
            language: .chinese,
            text: text,
            humanAnswer: answer
        )
    }

    @Test func likeQuestionsAreOneClusterAndTheMostAskedComesFirst() {
        let clusters = UnansweredCluster.clusters(of: [
            question(1, "保温杯可以刻字吗"), question(2, "有会员日吗"), question(3, "保温杯可以刻字么", answer: "可以刻字。"),
        ])
        #expect(clusters.map(\.id) == ["c1/m", "c2/m"])
        #expect(clusters[0].draft?.answer == "可以刻字。")
        #expect(clusters[0].draft?.questions == ["保温杯可以刻字吗", "保温杯可以刻字么"])
        #expect(clusters[1].draft == nil)
    }

    @Test func anApprovedAnswerIsToldAtOnceAndTheQuestionLeavesTheList() async throws {
        let bench = try Workbench()
        let store = KnowledgeStore(database: bench.engine.store.database)
        let shelf = KnowledgeShelf(written: [])
        var runner = bench.engine.runner
        runner.shelf = shelf
        let engine = DialogueEngine(
            store: bench.engine.store,
            runner: runner,
            locks: TurnLocks(waitersMax: 10),
            feed: EventFeed(),
            world: bench.engine.world,
            limits: DialogueEngine.Limits()
        )
        let mesh = InMemoryMesh(services: [
            KnowledgeService(store: store, shelf: shelf, now: bench.engine.world.now)
        ])
        let client = mesh.makeClient()
        let knowledge = DialogueV1.KnowledgeClient(client)
        _ = try await engine.open("", of: "C1", channel: "test")
        let asked = "保温杯可以刻字吗，我的电话是19900000001"
        bench.change {
            $0.readings[asked] = Understanding(language: .chinese, intents: [IntentReading("out_of_scope")])
        }
        let first = try await engine.handle(try bench.message(asked, id: "m1")).clerkWords

        let listed = try await knowledge.listUnanswered(.init())
        #expect(listed.clusters.map(\.count) == [1])
        #expect(listed.clusters.first?.questions.first?.contains("19900000001") == false)
        let cluster = listed.clusters.first?.id ?? ""
        await #expect(throws: CallError.self) {
            _ = try await knowledge.approveAnswer(.init(clusterId: cluster, approvedBy: "operator"))
        }
        _ = try await knowledge.approveAnswer(
            .init(
                clusterId: cluster,
                entry: DialogueV1.KnowledgeEntry(questions: ["保温杯可以刻字吗"], answer: "可以，免费刻八个字。"),
                approvedBy: "operator"
            )
        )
        let again = "保温杯可以刻字吗"
        bench.change {
            $0.readings[again] = Understanding(language: .chinese, intents: [IntentReading("out_of_scope")])
        }
        let second = try await engine.handle(try bench.message(again, id: "m2")).clerkWords
        #expect(first != second)
        #expect(second.contains { $0.contains("可以，免费刻八个字。") })
        #expect(try await knowledge.listUnanswered(.init()).clusters.isEmpty)
        #expect(try await store.approvedEntries().map(\.answer) == ["可以，免费刻八个字。"])
        await client.close()
        await mesh.stop()
    }
}
