import Contracts
import MeshRuntime
import MeshTestKit
import Synchronization
import Testing

@testable import XiaoerTool

@Suite struct ChatSessionTests {
    /// A gateway that numbers events, remembers turns by message id, and breaks off as often as it is told to.
    private final class ScriptedGateway: GatewayV1.CustomerService {
        struct State {
            var breaks: [CallError?] = []
            var recorded: [String: [DialogueV1.Event]] = [:]
            var nextNumber: UInt64 = 1
            var calls: [String] = []
        }

        let state: Mutex<State>

        /// Each entry breaks one Send off, after its first event: with the error, or without any.
        init(breaks: [CallError?] = []) {
            state = Mutex(State(breaks: breaks))
        }

        func openConversation(
            _ request: GatewayV1.OpenConversationRequest,
            context: CallContext
        ) async throws -> GatewayV1.OpenConversationResponse {
            GatewayV1.OpenConversationResponse(conversation: DialogueV1.Conversation(id: "c1"))
        }

        func send(
            _ request: GatewayV1.SendRequest,
            responses: ResponseWriter<DialogueV1.Event>,
            context: CallContext
        ) async throws {
            guard request.text != "forbidden" else { throw CallError(.invalidArgument, "not that") }
            let (events, broken) = state.withLock { state in
                state.calls.append(request.messageId)
                let events = state.recorded[request.messageId] ?? Self.record(request, in: &state)
                let isBroken = !state.breaks.isEmpty
                return (events, isBroken ? Optional(state.breaks.removeFirst()) : nil)
            }
            for event in broken == nil ? events[...] : events.prefix(1) { try await responses.write(event) }
            if case .some(.some(let error)) = broken { throw error }
        }

        private static func record(_ request: GatewayV1.SendRequest, in state: inout State) -> [DialogueV1.Event] {
            var events: [DialogueV1.Event] = []
            for word in ["first", "second"] {
                let message = DialogueV1.ClerkMessage(text: "\(word) answer to \(request.text)")
                events.append(
                    DialogueV1.Event(
                        number: state.nextNumber,
                        messageId: request.messageId,
                        turnComplete: word == "second",
                        body: .clerkMessage(message)
                    )
                )
                state.nextNumber += 1
            }
            state.recorded[request.messageId] = events
            return events
        }
    }

    private final class Output: Sendable {
        let text = Mutex("")
        let slept = Mutex(Duration.zero)

        var pacer: Pacer {
            Pacer(now: { self.slept.withLock { $0 } }, sleep: { wait in self.slept.withLock { $0 += wait } })
        }
    }

    private func converse(
        _ lines: [String],
        with gateway: ScriptedGateway
    ) async throws -> (failures: Int, text: String) {
        let mesh = InMemoryMesh(services: [gateway])
        let client = mesh.makeClient()
        let output = Output()
        let session = try await ChatSession.open(
            client,
            conversation: nil,
            style: .lines,
            output: { part in output.text.withLock { $0 += part } },
            pacer: output.pacer
        )
        let failures = try await session.run(
            AsyncStream { continuation in
                for line in lines { continuation.yield(line) }
                continuation.finish()
            }
        )
        await client.close()
        await mesh.stop()
        return (failures, output.text.withLock { $0 })
    }

    @Test func linesAreAnsweredInOrderAndEmptyOnesSkipped() async throws {
        let gateway = ScriptedGateway()
        let (failures, text) = try await converse(["你好", "  ", "bye"], with: gateway)
        #expect(failures == 0)
        #expect(
            text == """
                > 你好
                小二: first answer to 你好
                小二: second answer to 你好
                > bye
                小二: first answer to bye
                小二: second answer to bye

                """
        )
    }

    /// Ways in which a turn's stream ends before the turn does.
    @Test(arguments: [
        [nil], [CallError(.unavailable, "restarting")], [CallError(.aborted, "a"), nil, CallError(.cancelled, "c")],
    ])
    func aBrokenTurnIsSentAgainUnderItsIdAndShownOnce(breaks: [CallError?]) async throws {
        let gateway = ScriptedGateway(breaks: breaks)
        let (failures, text) = try await converse(["hi"], with: gateway)
        #expect(failures == 0)
        #expect(text == "> hi\n小二: first answer to hi\n小二: second answer to hi\n")
        let calls = gateway.state.withLock { $0.calls }
        #expect(calls.count == breaks.count + 1)
        #expect(Set(calls).count == 1, "every attempt has the same message id")
    }

    @Test func aRefusedTurnIsCountedAndTheNextOneGoesOn() async throws {
        let gateway = ScriptedGateway()
        let (failures, text) = try await converse(["forbidden", "hi"], with: gateway)
        #expect(failures == 1)
        #expect(text.hasSuffix("小二: second answer to hi\n"))
        #expect(gateway.state.withLock { $0.calls.count } == 1)
    }

    @Test func patienceEnds() async throws {
        let gateway = ScriptedGateway(breaks: Array(repeating: CallError(.unavailable, "down"), count: 1_000))
        let (failures, _) = try await converse(["hi"], with: gateway)
        #expect(failures == 1)
        #expect(gateway.state.withLock { $0.calls.count } < 100)
    }
}
