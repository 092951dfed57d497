/// Something that happened in a conversation and that the customer may see, numbered from 1 without gaps.
struct ConversationEvent: Hashable, Sendable {
    var conversationID: String
    var number: Int
    var at: Moment
    /// The message whose turn made it.
    var messageID: String
    /// True for the last event of a turn.
    var completesTurn: Bool
    var body: EventBody
}

enum EventBody: Hashable, Sendable {
    case customerMessage(CustomerMessage)
    case clerkMessage(ClerkMessage)
    case statusChange(StatusChange)
    case agentMessage(AgentMessage)
    case ratingRequest(RatingRequest)
    case rating(Rating)

    struct CustomerMessage: Codable, Hashable, Sendable {
        var text: String
    }

    struct ClerkMessage: Codable, Hashable, Sendable {
        var text: String
        var language: Language
        var answer: AnswerKey
        /// Entries of the shop's knowledge; nil where the answer stands on none.
        var citations: [String]?
        var cards: [Card]
        var quickReplies: [String]
    }

    struct StatusChange: Codable, Hashable, Sendable {
        var status: ConversationStatus
        var reason: String
        /// What the desk needs to know, where the change puts the conversation into its queue. Not for the customer.
        var desk: DeskRequest?
    }

    struct AgentMessage: Codable, Hashable, Sendable {
        var agentID: String
        var text: String
        /// Chosen by the agent's client, so that a repeated reply is one.
        var messageID: String
    }

    /// How was it, from 1 to 5?
    struct RatingRequest: Codable, Hashable, Sendable {
        var language: Language
    }

    struct Rating: Codable, Hashable, Sendable {
        /// 1 to 5.
        var score: Int
        var words: String
    }
}

/// Why a turn was answered as it was; kept beside the events and never shown to the customer.
struct TurnRecord: Codable, Hashable, Sendable {
    var messageID: String
    /// Nil when the nlu was down, or was not asked while a human is being waited for.
    var understanding: Understanding?
    var steps: [Step] = []
    var calls: [Call] = []
    var durationMicroseconds: Int64 = 0

    struct Step: Codable, Hashable, Sendable {
        var goal: Goal
        var decision: Decision
        /// What a language model wrote for the answer; nil where none was asked.
        var wording: Wording?
    }

    struct Call: Codable, Hashable, Sendable {
        var method: String
        /// The status code, 0 for success.
        var code: Int32
        var durationMicroseconds: Int64
    }
}
