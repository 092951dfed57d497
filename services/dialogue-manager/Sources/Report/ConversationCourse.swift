/// What a report needs to know of one conversation, gathered from its events in their order.
struct ConversationCourse: Hashable, Sendable {
    /// An event, as far as it counts.
    enum Step: Hashable, Sendable {
        case customerMessage
        case clerkMessage(answer: String)
        case agentMessage
        case status(ConversationStatus, reason: String)
        case rating(Int)
    }

    private(set) var customerMessages = 0
    /// Why the machine handed over, each time that it did.
    private(set) var handovers: [String] = []
    private(set) var unanswered = 0
    /// Milliseconds from a handover to a human's first word, for each handover that was answered.
    private(set) var humanReplies: [Int64] = []
    /// Milliseconds from the first message to a human's "resolved"; the last one counts.
    private(set) var resolution: Int64?
    /// 1 to 5; the last one counts.
    private(set) var rating: Int?

    private var firstMessage: Moment?
    private var waitingSince: Moment?
    private var isWithMachine = true

    /// Answers that leave the question open.
    private static let open: Set<AnswerKey> = [.notUnderstood, .outOfScope, .cannotDoYet]

    mutating func add(_ step: Step, at moment: Moment) {
        switch step {
        case .customerMessage:
            customerMessages += 1
            firstMessage = firstMessage ?? moment
        case .clerkMessage(let answer):
            if let key = AnswerKey(rawValue: answer), Self.open.contains(key) { unanswered += 1 }
        case .agentMessage:
            if let since = waitingSince { humanReplies.append(moment.milliseconds - since.milliseconds) }
            waitingSince = nil
        case .status(let status, let reason):
            enter(status, because: reason, at: moment)
        case .rating(let score):
            rating = score
        }
    }

    private mutating func enter(_ status: ConversationStatus, because reason: String, at moment: Moment) {
        // From one human to the next is no handover of the machine's.
        if status == .waitingForHuman, isWithMachine {
            handovers.append(reason)
            waitingSince = moment
        }
        if status == .resolved, let firstMessage {
            resolution = moment.milliseconds - firstMessage.milliseconds
        }
        isWithMachine = status == .bot || status == .resolved
        if isWithMachine { waitingSince = nil }
    }
}
