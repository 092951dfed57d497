/// A task under way: which flow in which version, where it stands, and what is known so far.
struct FlowTask: Codable, Hashable, Sendable {
    var action: AfterSaleKind
    var version: Int
    /// Id of the step that comes next.
    var step: String
    /// What the customer said about what is still missing.
    var said: Said
    var orderNumber: String?
    var itemIDs: [String] = []
    /// The variant that replaces each item, by the item's id.
    var variants: [String: String] = [:]
    /// Option values that goods like these come in, so that one of them is heard as a wish; nil until it is known.
    var optionValues: [String]?
    /// What was chosen before more was added to it; nil where nothing was added.
    var keptItemIDs: [String]?
    /// Names of all that the customer has bought, so that one of them is heard as more of the same; nil until known.
    var goodsNames: [String]?
    var reason: String?
    var methodID: String?
    var address: Address?
    var invoice: InvoiceTitle?
    /// The consequence that was shown, with the token that executes it.
    var prepared: PreparedAction?
    /// True while a yes to ``prepared`` is being carried out.
    var isAgreed = false
    /// True when a yes was sent on and nobody knows whether it arrived: only the same token may follow.
    var isUncertain = false
    /// The same for other orders, each of which needs a yes of its own.
    var followers: [Part] = []
    /// Number of the case that was opened; nil until the task is done.
    var caseNumber: String?
    /// True once the name for an invoice was asked for: only then any words may be one.
    var isAnsweringInvoice = false
    /// How often the present question stayed unanswered.
    var attempts = 0
    /// How often the customer talked about something else meanwhile.
    var digressions = 0

    /// Goods of one order.
    struct Part: Codable, Hashable, Sendable {
        var orderNumber: String
        /// Empty where the task is about the order as a whole.
        var itemIDs: [String]
    }

    init(_ flow: Flow, said: Said = Said()) {
        action = flow.action
        version = flow.version
        step = flow.steps[0].id
        self.said = said
    }
}

extension FlowTask {
    /// Back to where `slot` is collected, with new words for it. What was prepared is void.
    mutating func revise(_ slot: FlowSlot, in flow: Flow, said: Said) {
        guard let step = flow.step(collecting: slot) else { return }
        forget(slot)
        self.said = said
        self.step = step.id
        prepared = nil
        isAgreed = false
        attempts = 0
    }

    /// More goods join those chosen before.
    mutating func joinKeptItems() {
        guard let kept = keptItemIDs else { return }
        itemIDs = kept + itemIDs.filter { !kept.contains($0) }
        keptItemIDs = nil
    }

    /// The tasks that its other orders make.
    func following(in flow: Flow) -> [FlowTask] {
        followers.map { part in
            var task = FlowTask(flow, said: said)
            task.orderNumber = part.orderNumber
            task.itemIDs = part.itemIDs
            task.reason = reason
            return task
        }
    }

    private mutating func forget(_ slot: FlowSlot) {
        switch slot {
        case .order, .items: (orderNumber, itemIDs, variants, methodID, followers) = (nil, [], [:], nil, [])
        case .variants: variants = [:]
        case .reason: reason = nil
        case .paymentMethod: methodID = nil
        case .address: address = nil
        case .invoiceTitle: invoice = nil
        }
    }
}

extension Flow {
    func step(collecting slot: FlowSlot) -> FlowStep? {
        steps.first { step in if case .collect(slot, _) = step.action { true } else { false } }
    }

    /// The values that it collects, in its order.
    var slots: [FlowSlot] {
        steps.compactMap { step in
            if case .collect(let slot, _) = step.action { slot } else { nil }
        }
    }

    var choices: [Collecting.Choice] {
        steps.flatMap { step -> [Collecting.Choice] in
            guard case .collect(.reason, let collecting) = step.action else { return [] }
            return collecting.choices
        }
    }
}

/// The tasks of a conversation: the first is the one talked about, the others wait for its end.
struct TaskStack: Codable, Hashable, Sendable {
    private(set) var tasks: [FlowTask] = []
    /// The version of each flow that this conversation began with, by the flow's name.
    private(set) var versions: [String: Int] = [:]

    var current: FlowTask? { tasks.first }

    func version(of action: AfterSaleKind) -> Int? { versions[action.rawValue] }

    /// Goes on with a task: the current one, or a new one in front of it.
    mutating func hold(_ task: FlowTask, isNew: Bool) {
        versions[task.action.rawValue] = task.version
        if isNew || tasks.isEmpty { tasks.insert(task, at: 0) } else { tasks[0] = task }
    }

    /// Puts a task behind those that wait; dropped when too many do.
    mutating func enqueue(_ task: FlowTask) {
        guard tasks.count < Self.tasksMax else { return }
        tasks.append(task)
    }

    /// The current task is over, or one that was over before it was ever held.
    mutating func finish(isNew: Bool, followedBy following: [FlowTask] = []) {
        if !isNew, !tasks.isEmpty { tasks.removeFirst() }
        tasks.insert(contentsOf: following.prefix(Self.tasksMax - min(tasks.count, Self.tasksMax)), at: 0)
    }

    mutating func dropAll() { tasks = [] }

    /// A message holds few requests, and nobody keeps more than this in mind.
    static let tasksMax = 8
}
