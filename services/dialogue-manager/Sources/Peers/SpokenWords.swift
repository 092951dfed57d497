import Contracts
import Logging
import MeshRuntime
import ServiceLifecycle

/// Tells recommendation what customers say, which is the context of what they may like, and when a complaint begins and
/// ends.
///
/// Beside the turn, so that no answer waits for it. A sentence is told until it is recorded, in order; recommendation
/// knows it by its message's id, so telling it twice changes nothing.
final class SpokenWords: Service {
    private let recommender: RecommendationV1.RecommenderClient
    private let timeout: Duration
    private let logger: Logger
    private let words: AsyncStream<RecommendationV1.BehaviourEvent>
    private let continuation: AsyncStream<RecommendationV1.BehaviourEvent>.Continuation

    /// Sentences that wait while recommendation is away; the oldest are given up beyond it.
    private static let waitingMax = 10_000
    private static let retry = Duration.seconds(1)

    init(client: MeshClient, timeout: Duration, logger: Logger) {
        recommender = RecommendationV1.RecommenderClient(client)
        self.timeout = timeout
        self.logger = logger
        (words, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.waitingMax))
    }

    /// A message and what its turn came to. Returns at once.
    func tell(_ message: IncomingMessage, _ events: [ConversationEvent]) {
        continuation.yield(RecommendationV1.BehaviourEvent(saying: message))
        guard events.contains(where: \.body.isComplaint) else { return }
        continuation.yield(
            RecommendationV1.BehaviourEvent(
                id: "\(message.conversationID)/\(message.id)/complaint",
                customerId: message.customerID,
                kind: .complaintOpened,
                atUnixMs: message.now.milliseconds,
                conversationId: message.conversationID
            )
        )
    }

    /// A human settled the complaint that the conversation held. Returns at once.
    func tellComplaintClosed(in conversation: Conversation, at now: Moment) {
        continuation.yield(
            RecommendationV1.BehaviourEvent(
                id: "\(conversation.id)/complaint-closed/\(conversation.lastEvent)",
                customerId: conversation.customerID,
                kind: .complaintClosed,
                atUnixMs: now.milliseconds,
                conversationId: conversation.id
            )
        )
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await event in self.words { await self.record(event) }
        }
    }

    private func record(_ event: RecommendationV1.BehaviourEvent) async {
        while !Task.isCancelled {
            do {
                _ = try await recommender.recordEvents(.init(events: [event]), options: CallOptions(timeout: timeout))
                return
            } catch let error as CallError where error.code == .invalidArgument {
                // Telling it again would not help, and the sentences behind it wait.
                logger.warning("words not recorded", metadata: ["dialogue.reason": "\(error.message)"])
                return
            } catch {
                // Ends early only when the process stops.
                try? await Task.sleep(for: Self.retry)
            }
        }
    }
}

extension RecommendationV1.BehaviourEvent {
    /// The sentence, as much as recommendation takes of it.
    init(saying message: IncomingMessage) {
        var text = message.text.value
        while text.utf8.count > Self.textBytesMax { text.removeLast() }
        self.init(
            id: "\(message.conversationID)/\(message.id)",
            customerId: message.customerID,
            kind: .say,
            atUnixMs: message.now.milliseconds,
            text: text,
            conversationId: message.conversationID
        )
    }

    private static let textBytesMax = 2_048
}

extension EventBody {
    fileprivate var isComplaint: Bool {
        guard case .statusChange(let change) = self else { return false }
        return HandoverReason(rawValue: change.reason)?.isComplaint ?? false
    }
}
