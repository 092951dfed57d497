// Takes a task through the steps of its flow until it needs the customer, or is over.
extension Policy {
    /// A task that the customer has just asked for. One that is under way since this very message goes first.
    func start(_ task: FlowTask, tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        if tracker.isAskingForTask {
            return Decision(.queue(task), because: "\(task.action.rawValue) waits for the task before it")
        }
        return try advance(task, TaskContext(tracker: tracker, findings: findings, isNew: true))
    }

    /// The customer's answer is in the task; go on with it.
    func proceed(_ task: FlowTask, tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        try advance(task, TaskContext(tracker: tracker, findings: findings))
    }

    /// Takes the waiting task up again after something else was talked about.
    func resume(tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        guard var task = tracker.tasks.current else { return unclear(tracker: tracker) }
        task.digressions += 1
        guard task.digressions <= settings.digressionsMax else {
            return finish(task, .taskSetAside, because: "the customer talks about other things")
        }
        return try advance(task, TaskContext(tracker: tracker, findings: findings, isResumed: true))
    }

    /// The message answered nothing: ask again, and after too many tries bring in a human.
    func askAgain(tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        guard var task = tracker.tasks.current else { return unclear(tracker: tracker) }
        task.attempts += 1
        guard task.attempts < settings.clarificationAttemptsMax + 1 else { return handOver(.notUnderstood) }
        return try advance(task, TaskContext(tracker: tracker, findings: findings, isAgain: true))
    }

    func drop(tracker: Tracker) -> Decision {
        guard let task = tracker.tasks.current else { return say(.acknowledged, because: "no task is under way") }
        // A yes that was sent on and never answered may have been carried out: it cannot be called off with words.
        guard !task.isUncertain else {
            return hold(task, Answer(.taskUncertain, task.facts), because: "nobody knows yet whether it was done")
        }
        return finish(task, .taskDropped, because: "the customer no longer wants it")
    }

    private func advance(_ task: FlowTask, _ context: TaskContext) throws(Need) -> Decision {
        guard let flow = flows.flow(task.action, version: task.version), var index = flow.index(of: task.step) else {
            return finish(task, .taskDropped, because: "this version of the flow is no longer kept")
        }
        var task = task
        while index < flow.steps.count {
            let step = flow.steps[index]
            task.step = step.id
            index += 1
            switch step.action {
            case .collect(let slot, let collecting):
                if let decision = try collect(slot, collecting, &task, context) { return decision }
            case .branch(let fact, let targets):
                let value = try value(of: fact, task, context)
                if let target = value.flatMap({ targets[$0] }).flatMap(flow.index) { index = target }
            case .call(.prepare):
                if let decision = try prepare(&task, context) { return decision }
            case .confirm(let key):
                guard task.isAgreed else { return try confirm(key, task, context) }
            case .call(.execute):
                if let decision = try execute(&task, flow, context) { return decision }
            case .answer(let key):
                return try conclude(task, key, context)
            case .handOver:
                return handOver(.cannotDo)
            }
        }
        return finish(task, .taskDropped, because: "the flow ended without an answer")
    }

    private func value(of fact: FlowFact, _ task: FlowTask, _ context: TaskContext) throws(Need) -> String? {
        switch fact {
        case .reason: task.reason
        case .orderStatus:
            if let number = task.orderNumber {
                try context.findings.order(number: number)?.status.rawValue
            } else {
                nil
            }
        }
    }
}

/// What a step of a task is decided by, beside the task itself.
struct TaskContext {
    var tracker: Tracker
    var findings: Findings
    /// The customer has just asked for it.
    var isNew = false
    /// It was interrupted by something else.
    var isResumed = false
    /// The question is asked once more.
    var isAgain = false

    /// Facts that tell why the task is talked about again.
    var facts: Facts {
        var facts: Facts = [:]
        if isResumed { facts[.resumed] = .text("") }
        if isAgain { facts[.again] = .text("") }
        return facts
    }
}

// How a task's decisions look.
extension Policy {
    func hold(
        _ task: FlowTask,
        _ answer: Answer,
        question: Question? = nil,
        cards: [Card] = [],
        isNew: Bool = false,
        because reason: String
    ) -> Decision {
        var reply = Reply(answer, question: question, cards: cards)
        reply.task = .hold(task, isNew: isNew)
        reply.focus = task.orderNumber.map { Focus(orderNumber: $0) }
        return Decision(.reply(reply), because: "\(task.label): \(reason)")
    }

    func finish(
        _ task: FlowTask,
        _ key: AnswerKey,
        _ facts: Facts = [:],
        cards: [Card] = [],
        isNew: Bool = false,
        because reason: String
    ) -> Decision {
        var reply = Reply(Answer(key, task.facts.merging(facts) { $1 }), cards: cards)
        let flow = key == .taskDropped ? nil : flows.flow(task.action, version: task.version)
        reply.task = .finish(isNew: isNew, followedBy: flow.map(task.following) ?? [])
        reply.settles = .task
        reply.focus = task.orderNumber.map { Focus(orderNumber: $0) }
        return Decision(.reply(reply), because: "\(task.label): \(reason)")
    }
}

extension FlowTask {
    /// "return_items@1#reason", for the record.
    var label: String { "\(action.rawValue)@\(version)#\(step)" }

    /// The fact that every answer about a task is given.
    var facts: Facts { [.task: .word(.task, code: action.rawValue)] }
}
