import Contracts
import Foundation
import MeshRuntime
import Testing

extension MeshTests {
    /// kill -9 while a customer chats: the conversation goes on, nothing lost or doubled.
    @Suite(.serialized) struct RecoveryTests {
        @Test(arguments: RunningMesh.services)
        func theConversationGoesOnAfterKill(service: String) async throws {
            let mesh = try runningMesh()
            let conversation = try await Chat.open(customer: Chat.demoCustomer)
            let texts = ["你好", "我的快递到哪了", "有什么卖得好的", "谢谢"]
            var last: [DialogueV1.Event] = []
            for (index, text) in texts.enumerated() {
                let before = try mesh.runFile(of: service).pid
                if index == 1 { try mesh.kill(service) }
                last = try await Chat.sendUntilAnswered(text, id: "m\(index)", in: conversation)
                if index == 1 { try await mesh.waitForRestart(of: service, after: before) }
            }
            #expect(last.last?.turnComplete == true)

            let events = try await Self.events(of: conversation)
            #expect(events.map(\.number) == Array(1...UInt64(events.count)), "numbers have no gap and no double")
            let said = events.compactMap { event in
                if case .customerMessage(let message) = event.body { message.text } else { nil }
            }
            #expect(said == texts, "every message stands once, in order")
            let complete = events.filter(\.turnComplete).map(\.messageId)
            #expect(complete == ["m0", "m1", "m2", "m3"], "every turn was completed once")
        }

        @Test func aRepeatedMessageGetsTheRecordedAnswer() async throws {
            let conversation = try await Chat.open(customer: Chat.demoCustomer)
            let first = try await Chat.send("我的快递到哪了", id: "same", in: conversation)
            let again = try await Chat.send("我的快递到哪了", id: "same", in: conversation)
            #expect(first.filter { $0.number > 0 } == again.filter { $0.number > 0 })
        }

        private static func events(of conversation: String) async throws -> [DialogueV1.Event] {
            try await runningMesh().withClient(of: "dialogue-manager") { client in
                let request = DialogueV1.ListEventsRequest(
                    conversationId: conversation,
                    customerId: Chat.demoCustomer,
                    limit: 1_000
                )
                return try await DialogueV1.DialogueClient(client).listEvents(request).events
            }
        }
    }
}
