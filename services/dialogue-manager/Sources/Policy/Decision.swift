/// What the policy wants done next for one goal, and why.
struct Decision: Codable, Hashable, Sendable {
    var action: Action
    /// One sentence for whoever reads the log; holds nothing that the customer wrote.
    var reason: String

    init(_ action: Action, because reason: String) {
        self.action = action
        self.reason = reason
    }
}

extension Decision {
    /// What is done, for the turn's record; holds nothing that the customer wrote.
    var summary: String {
        switch action {
        case .call(let call): "call \(call.method)"
        case .reply(let reply): (reply.question == nil ? "answer " : "ask ") + reply.answer.key.rawValue
        case .handOver(let reason, _): "hand over: \(reason.rawValue)"
        case .takeBack: "take back from the queue"
        case .queue(let task): "queue \(task.action.rawValue)"
        case .sayNothing: "say nothing"
        }
    }
}

enum Action: Codable, Hashable, Sendable {
    /// Make this call, then ask the policy again with its result. The goal is not finished.
    case call(ServiceCall)
    /// Say this; the goal is finished.
    case reply(Reply)
    /// Put the conversation into the human's queue and say this; the goal is finished.
    case handOver(HandoverReason, Reply)
    /// Take the conversation out of the human's queue and say this; the goal is finished.
    case takeBack(Reply)
    /// Begin this task when the one before it is over; nothing is said now.
    case queue(FlowTask)
    /// Say nothing; the goal is finished by what was said for another one.
    case sayNothing
}

/// An answer with what it changes in the dialogue.
struct Reply: Codable, Hashable, Sendable {
    var answer: Answer
    /// The question that this answer asks, if it asks one.
    var question: Question?
    /// What the answer is about, so that "那件呢" and "how much is it" can refer to it.
    var focus: Focus?
    /// Facts beside the words, so that a client may draw them.
    var cards: [Card]
    /// Why products are shown, by their ids; nil where nothing is said of it.
    var reasons: [String: RecommendationReason]?
    /// Entries of the shop's knowledge that the answer stands on; nil where it stands on none.
    var citations: [String]?
    /// Money that a change moved which this answer tells of; nil for all other answers.
    var settlement: Settlement?
    /// What becomes of the task that the answer is about; nil when it is about none.
    var task: TaskChange?
    /// The kind of open question that this answers. Nil leaves it open: a digression, or a service that was down.
    var settles: Question.Kind?

    init(
        _ answer: Answer,
        question: Question? = nil,
        focus: Focus? = nil,
        cards: [Card] = [],
        settles: Question.Kind? = nil
    ) {
        self.answer = answer
        self.question = question
        self.focus = focus
        self.cards = cards
        self.settles = settles
    }
}

/// What an answer does to the conversation's tasks.
enum TaskChange: Codable, Hashable, Sendable {
    /// The task goes on with the customer's next message. A new one comes before those under way.
    case hold(FlowTask, isNew: Bool)
    /// The task is over; these follow it at once. A new one was over before it was ever held.
    case finish(isNew: Bool, followedBy: [FlowTask])
}

/// Something that an answer shows.
enum Card: Codable, Hashable, Sendable {
    case order(Order)
    case shipment(Shipment)
    /// With why it is shown, in words.
    case product(Product, reason: String? = nil)
}

/// The order and the product that were last talked about.
struct Focus: Codable, Hashable, Sendable {
    var orderNumber: String?
    var productID: String?

    init(orderNumber: String? = nil, productID: String? = nil) {
        self.orderNumber = orderNumber
        self.productID = productID
    }
}

enum HandoverReason: String, Codable, CaseIterable, Sendable {
    /// The customer asked for a human.
    case requested
    /// The customer accepted the offer after something that the machine cannot do.
    case cannotDo = "cannot_do"
    /// The machine did not understand several times running.
    case notUnderstood = "not_understood"
    /// A complaint is heard by a human.
    case complaint
    /// The customer is angry; a machine's words would make it worse.
    case angry

    var isComplaint: Bool { self == .complaint || self == .angry }
}
