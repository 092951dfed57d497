/// What a conversation remembers between turns. A value: the same events always lead to the same state.
struct Tracker: Codable, Hashable, Sendable {
    /// Turns begun so far.
    private(set) var turns = 0
    /// Nil until a message told one.
    private(set) var language: Language?
    private(set) var status = ConversationStatus.bot
    private(set) var question: Question?
    private(set) var focus = Focus()
    /// Messages in a row that were not understood.
    private(set) var misunderstandings = 0
    /// What was said last, oldest first; the nlu reads it beside the next message.
    private(set) var history: [Utterance] = []
    private var questionAskedInTurn = 0
    private var historyMax = 0
    /// The customer's day when the turn began; nil in conversations recorded before it was kept.
    private(set) var today: CivilDay?
    /// Nil in conversations that began before there were tasks.
    private var taskStack: TaskStack?
    /// Nil where none was ever made.
    private var complaint: Bool?

    /// What the changes of this conversation moved; nil in conversations that began before it was kept.
    private var settlements: [Settlement]?

    var settled: [Settlement] { settlements ?? [] }

    var tasks: TaskStack { taskStack ?? TaskStack() }

    /// True from a complaint until a human settled it or gave the conversation back. A customer who no longer waits for
    /// one still has it.
    var hasOpenComplaint: Bool { complaint ?? false }

    /// True when this turn has asked the customer about the task under way.
    var isAskingForTask: Bool {
        tasks.current != nil && question?.kind == .task && questionAskedInTurn == turns
    }

    /// A new message of the customer begins a turn. A question that stayed unanswered for longer than
    /// `questionTurnsMax` turns is dropped: by then the customer talks about something else.
    mutating func beginTurn(_ text: String, on day: CivilDay? = nil, limits: TrackerLimits) {
        turns += 1
        today = day
        if turns - questionAskedInTurn > limits.questionTurnsMax { question = nil }
        historyMax = limits.historyMessagesMax
        remember(Utterance(speaker: .customer, text: text))
    }

    mutating func remember(_ utterance: Utterance) {
        history.append(utterance)
        history.removeFirst(max(0, history.count - historyMax))
    }

    /// Someone else answers from now on. The machine begins without an open question: what was asked before the human
    /// came is not asked again.
    mutating func move(to status: ConversationStatus) {
        self.status = status
        if status == .bot || status == .resolved { complaint = nil }
        question = nil
        misunderstandings = 0
        change { $0.dropAll() }
    }

    /// Takes the language of a message. One Latin word ("ok", "hi", "XD20480001") does not make a Chinese
    /// conversation English; two words do.
    mutating func hear(_ language: Language?, in text: String) {
        guard let language else { return }
        if self.language == .chinese, language == .english {
            let words = PlainText(text).words.filter { word in word.allSatisfy { !$0.isNumber } }
            guard words.count >= 2 else { return }
        }
        self.language = language
    }

    mutating func apply(_ decision: Decision) {
        switch decision.action {
        case .call, .sayNothing:
            break
        case .queue(let task):
            change { $0.enqueue(task) }
        case .reply(let reply):
            say(reply)
        case .handOver(let reason, let reply):
            say(reply)
            if reason.isComplaint { complaint = true }
            status = .waitingForHuman
            question = nil
            // What was under way is the human's now, who is told of it.
            change { $0.dropAll() }
            misunderstandings = 0
        case .takeBack(let reply):
            say(reply)
            status = .bot
        }
    }

    private mutating func change(_ body: (inout TaskStack) -> Void) {
        var tasks = self.tasks
        body(&tasks)
        taskStack = tasks
    }

    private static let settlementsMax = 64

    private mutating func say(_ reply: Reply) {
        if let asked = reply.question {
            question = asked
            questionAskedInTurn = turns
        } else if let settled = reply.settles, question?.kind == settled {
            question = nil
        }
        switch reply.task {
        case .hold(let task, let isNew): change { $0.hold(task, isNew: isNew) }
        case .finish(let isNew, let following): change { $0.finish(isNew: isNew, followedBy: following) }
        case nil: break
        }
        if let settlement = reply.settlement, settled.count < Self.settlementsMax {
            settlements = settled + [settlement]
        }
        focus.orderNumber = reply.focus?.orderNumber ?? focus.orderNumber
        focus.productID = reply.focus?.productID ?? focus.productID
        switch reply.answer.key {
        case .notUnderstood: misunderstandings += 1
        case .understandingUnavailable: break
        default: misunderstandings = 0
        }
    }
}

/// How much a conversation remembers; each is a setting of the service.
struct TrackerLimits: Hashable, Sendable {
    /// Turns after which an open question is forgotten.
    var questionTurnsMax = 3
    /// Messages kept for the nlu, 0 to 8.
    var historyMessagesMax = 8
}

/// Something that was said, shortened.
struct Utterance: Codable, Hashable, Sendable {
    enum Speaker: String, Codable, Sendable {
        case customer
        case clerk
        /// A human of the shop.
        case agent
    }

    var speaker: Speaker
    var text: String

    /// Enough to see what "the second one" refers to; the whole text is in the event log.
    private static let charactersMax = 300

    init(speaker: Speaker, text: String) {
        self.speaker = speaker
        self.text = String(text.prefix(Self.charactersMax))
    }
}

/// Who answers a conversation. `bot` → `waitingForHuman` → `bot`; the desk brings the other two.
enum ConversationStatus: String, Codable, CaseIterable, Sendable {
    case bot
    case waitingForHuman = "waiting_for_human"
    case human
    case resolved
}
