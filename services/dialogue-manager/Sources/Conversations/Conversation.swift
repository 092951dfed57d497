import Foundation

/// One customer's conversation as it stands after its last recorded event.
struct Conversation: Hashable, Sendable {
    var id: String
    var customerID: String
    var openedAt: Moment
    /// Number of the last event; 0 when there is none.
    var lastEvent: Int
    /// Raised by every takeover and release of a human; a turn that began under an older one is not recorded.
    var epoch: Int
    var tracker: Tracker
}

/// A customer's message as it came in, with the customer's own clock.
struct IncomingMessage: Hashable, Sendable {
    var conversationID: String
    var customerID: String
    /// Chosen by the client, unique in the conversation; the same id is the same message.
    var id: String
    var text: MessageText
    var now: Moment
    /// IANA name of the customer's time zone.
    var timeZone: String

    /// Checks the input rules; the text's limit is in UTF-8 bytes.
    init(
        conversationID: String,
        customerID: String,
        id: String,
        text: String,
        now: Moment,
        timeZone: String,
        bytesMax: Int
    ) throws(ConversationError) {
        try ConversationError.checkLength(of: customerID, field: "customer_id", 1...128)
        try ConversationError.checkLength(of: id, field: "message_id", 1...64)
        do throws(MessageTextError) {
            self.text = try MessageText(text, bytesMax: bytesMax)
        } catch {
            throw .invalidText(error)
        }
        self.conversationID = conversationID
        self.customerID = customerID
        self.id = id
        self.now = now
        self.timeZone = timeZone
    }
}

/// Why a conversation could not be read or continued.
enum ConversationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is none of this id, or it is another customer's: nobody learns which.
    case unknownConversation(String)
    case invalidLength(field: String, bytes: Int, allowed: ClosedRange<Int>)
    case invalidText(MessageTextError)
    case invalidTimeZone(String)
    case invalidLimit(Int)
    case invalidScore(Int)
    /// The id names a recorded message with another text.
    case messageIDTaken(String)
    case unknownTurn(String)
    /// Another turn of the conversation was recorded meanwhile, more often than the turn was tried anew.
    case conflict(attempts: Int)
    /// More turns of one conversation wait than are allowed to.
    case tooManyWaiting(limit: Int)
    /// The service stops; a watch can be taken up again elsewhere.
    case stopping

    var description: String {
        switch self {
        case .unknownConversation(let id): "there is no conversation \"\(id)\" of this customer"
        case .invalidLength(let field, let bytes, let allowed):
            "\(field) must have \(allowed.lowerBound) to \(allowed.upperBound) bytes (has \(bytes))"
        case .invalidText(let error): error.description
        case .invalidTimeZone(let name): "time_zone must be an IANA name such as \"Asia/Shanghai\" (is \"\(name)\")"
        case .invalidScore(let score): "rating.score must be in 1...5 (is \(score))"
        case .invalidLimit(let limit): "limit must be in 0...1000 (is \(limit))"
        case .messageIDTaken(let id): "message_id \"\(id)\" was used for another text; a new message needs a new id"
        case .unknownTurn(let id): "there is no turn of the message \"\(id)\" in this conversation"
        case .conflict(let attempts):
            "the conversation changed during each of \(attempts) attempts; send the message again with the same id"
        case .stopping: "the service is stopping; watch again after the last event that came"
        case .tooManyWaiting(let limit):
            "\(limit) messages of this conversation are already waiting; send the next one when one is answered"
        }
    }
}

extension ConversationError {
    static func checkLength(
        of value: String,
        field: String,
        _ allowed: ClosedRange<Int>
    ) throws(ConversationError) {
        let bytes = value.utf8.count
        guard allowed.contains(bytes) else { throw .invalidLength(field: field, bytes: bytes, allowed: allowed) }
    }
}

extension IncomingMessage {
    /// The day by the customer's own calendar; nil where the zone is none, which the turn refuses anyway.
    var day: CivilDay? {
        TimeZone(identifier: timeZone).map { zone in
            let today = WallClock(now: now, timeZone: zone).today
            return CivilDay(year: today.year, month: today.month, day: today.day)
        }
    }
}
