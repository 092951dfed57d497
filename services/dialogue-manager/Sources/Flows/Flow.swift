/// How one kind of task is done, as data: which messages start it, and its steps in order.
///
/// A flow says what to ask and in which order. What is allowed, and what it costs, is order tracking's alone.
struct Flow: Hashable, Sendable {
    /// The action of order tracking that the flow is about; its name as well.
    var action: AfterSaleKind
    /// From 1; a conversation keeps the version that it began with.
    var version: Int
    /// The role that answers, for the record.
    var expert: Expert
    /// Names of the nlu's intents that ask for it.
    var intents: [String]
    /// Word groups that ask for it whatever the intent: a message that holds every word of one group.
    var cues: [[String]]
    /// At least one.
    var steps: [FlowStep]

    func index(of id: String) -> Int? { steps.firstIndex { $0.id == id } }
}

/// Who speaks for the shop.
enum Expert: String, Codable, CaseIterable, Sendable {
    case preSale = "pre_sale"
    case order
    case afterSale = "after_sale"
    case promotion
    case complaint
    case chitChat = "chit_chat"
}

struct FlowStep: Hashable, Sendable {
    /// Unique within its flow.
    var id: String
    var action: Action

    enum Action: Hashable, Sendable {
        /// Find a value in what was said, or ask for it.
        case collect(FlowSlot, Collecting)
        case call(FlowCall)
        /// Go on at the step that the value names; without one, at the next step.
        case branch(FlowFact, to: [String: String])
        /// Show the consequence and wait for a yes.
        case confirm(AnswerKey)
        /// Say this; the task is finished.
        case answer(AnswerKey)
        /// Bring in a human; the task is finished.
        case handOver
    }
}

/// A value that a flow needs.
enum FlowSlot: String, Codable, CaseIterable, Sendable {
    case order
    /// Items of one order.
    case items
    /// What replaces each item.
    case variants
    case reason
    case paymentMethod = "payment_method"
    case address
    case invoiceTitle = "invoice_title"
}

/// How a value is found when nothing was said about it.
struct Collecting: Hashable, Sendable {
    /// Not asked for: this is taken, and the consequence shows it.
    var assume: String?
    /// What can be said, and by which words it is recognised; for reasons.
    var choices: [Choice] = []

    struct Choice: Hashable, Sendable {
        var code: String
        var words: [String]
    }
}

enum FlowCall: String, CaseIterable, Sendable {
    case prepare
    case execute
}

/// What a branch can look at.
enum FlowFact: String, CaseIterable, Sendable {
    /// The order's status, by order tracking's name.
    case orderStatus = "order_status"
    case reason
}
