import SpokenWishes

extension Policy {
    /// False when the answer does not depend on what the message says, so the nlu is not asked.
    func needsUnderstanding(_ tracker: Tracker) -> Bool {
        tracker.status == .bot || tracker.status == .resolved
    }

    /// What a message wants while nobody reads it but the machine that waits with the customer.
    func goalsWithoutUnderstanding(of text: String, tracker: Tracker) -> [Goal] {
        guard tracker.status == .waitingForHuman else { return [] }
        return [BotRecall.matches(text) ? .returnToBot : .waitForHuman]
    }

    /// What a message wants, in its order; never empty, and at most `goalsMax` besides the note that there was more.
    func goals(of text: String, understanding: Understanding, tracker: Tracker) -> [Goal] {
        var intents = self.intents(of: text, understanding)
        if let claim = IdentityClaim(text) {
            intents = asked(beside: claim, in: text, intents)
            let rest = intents.isEmpty ? [] : stated(intents, in: text, understanding: understanding, tracker: tracker)
            return [.identify(claim)] + rest.filter { $0 != .greet && $0 != .outOfScope }.prefix(settings.goalsMax)
        }
        if let question = AccountQuestion(text), !intents.contains(where: { $0.1.taskAction != nil }) {
            let number = understanding.slots.first { $0.kind == .orderNumber }?.normalized
            return [.askAboutAccount(question, orderNumber: number)]
        }
        if let wish = SpokenWish(text) {
            let isAlone = intents.count < 2
            let stated = isAlone ? [] : stated(intents, in: text, understanding: understanding, tracker: tracker)
            return goals(wishing: wish, besides: Array(stated.prefix(settings.goalsMax - 1)))
        }
        var goals = continuing(tracker, text: text, understanding: understanding, intents: intents)
        if goals.isEmpty, let question = tracker.question {
            goals = answers(to: question, text: text, understanding: understanding, intents: intents.map(\.1))
        }
        if goals.isEmpty {
            goals = stated(intents, in: text, understanding: understanding, tracker: tracker)
        }
        // A furious customer gets a human, unless there is something clear to be done; a plain complaint is an intent.
        if understanding.valence < settings.valenceMin, goals.allSatisfy({ $0.isAnswerable }) {
            return [.talkToHuman(.angry)]
        }
        if goals.isEmpty {
            goals = [fallback(understanding, intents: intents.map(\.1), tracker: tracker)]
        }
        guard goals.count > settings.goalsMax else { return goals }
        return goals.prefix(settings.goalsMax) + [.limitRequests]
    }

    /// What may be acted on, with its meaning. Cues of a flow say more than the nlu's best guess.
    private func intents(of text: String, _ understanding: Understanding) -> [(IntentReading, Intent)] {
        let readings = understanding.intents.filter { $0.confidence >= settings.confidenceMin }
        guard !readings.isEmpty else {
            return flows.flow(cuedBy: text).map { [(IntentReading("cue"), .task($0.action))] } ?? []
        }
        let meant = readings.flatMap { reading -> [(IntentReading, Intent)] in
            let part = readings.count > 1 ? reading.span.map { text.scalars(in: $0) } ?? text : text
            // "Cancel my order and tell me where my parcel is": the nlu hears the question, the cue the request.
            if readings.count == 1, let flow = flows.flow(cuedBy: text), JoinedQuestion.isIn(text),
                let own = Intent(name: reading.name), own.isLookup, flows.flow(startedBy: reading.name) == nil
            {
                return [(reading, own), (IntentReading("cue"), .task(flow.action))]
            }
            // "耳机能退吗" asks about these headphones, which the order tells better than the policy's text.
            if reading.name == "return_policy", !understanding.slots(.product, of: reading).isEmpty,
                let flow = flows.newest(.returnItems)
            {
                return [(reading, .task(flow.action))]
            }
            if let flow = flows.flow(cuedBy: part) ?? flows.flow(startedBy: reading.name) {
                return [(reading, .task(flow.action))]
            }
            return Intent(name: reading.name).map { [(reading, $0)] } ?? []
        }
        return partsOfOneTask(meant, in: text)
    }

    /// "Exchange the keyboard for a clicky one and the lamp for a black one, with my visa card": what follows the first
    /// request looks like questions about products and payment, but asks nothing. It all belongs to the task.
    private func partsOfOneTask(_ intents: [(IntentReading, Intent)], in text: String) -> [(IntentReading, Intent)] {
        guard intents.count > 1, !QuestionWords.areIn(text),
            let task = intents.first(where: { !$0.1.isCourtesy }), let action = task.1.taskAction,
            flows.newest(action).map({ $0.slots.contains(.items) }) ?? false,
            intents.allSatisfy({ $0.1 == task.1 || $0.1.isCourtesy || $0.1.isDetailOfTask })
        else { return intents }
        var whole = task.0
        whole.span = nil
        return [(whole, task.1)]
    }

    /// Goals that the task under way makes of a message; empty when it is about something else.
    private func continuing(
        _ tracker: Tracker,
        text: String,
        understanding: Understanding,
        intents: [(IntentReading, Intent)]
    ) -> [Goal] {
        guard let task = tracker.tasks.current, let flow = flows.flow(task.action, version: task.version) else {
            return []
        }
        let reader = TaskReader(
            task: task,
            flow: flow,
            question: tracker.question,
            text: text,
            understanding: understanding,
            intents: intents.map(\.1)
        )
        let others = intents.filter {
            !$0.1.isCourtesy && !$0.1.isAnswer(in: flow.action) && !($0.1.isDetailOfTask && MethodWords.areIn(text))
        }
        let stated = others.isEmpty ? [] : stated(others, in: text, understanding: understanding, tracker: tracker)
        // What answers a question may look like a matter of its own ("质量有问题" like a complaint); only a message of
        // several parts asks for something beside it.
        let besides = intents.count > 1 ? stated : []
        switch reader.reading {
        case .yes:
            var agreed = task
            agreed.isAgreed = true
            return [.continueTask(agreed)] + besides
        case .no: return [.dropTask] + stated.filter { $0 != .outOfScope }
        case .answer(let answered): return [.continueTask(answered)] + besides
        case .other:
            let isEmptyWord = intents.allSatisfy { $0.1 == .affirm || $0.1 == .deny }
            return isEmptyWord && tracker.question?.kind == .task ? [.repeatTask] : []
        }
    }

    /// A yes, a no or a choice from a list is understood without the nlu; anything else is not guessed at.
    func goalsDuringOutage(of text: String, tracker: Tracker) -> [Goal] {
        if let wish = SpokenWish(text) { return [.changeRecommending(wish)] }
        let goals = continuing(tracker, text: text, understanding: Understanding(language: nil), intents: [])
        return goals.isEmpty ? [.admitOutage] : goals
    }

    /// The task that waits for the customer, unless this turn has asked already.
    func goalLeftOpen(_ tracker: Tracker) -> Goal? {
        needsUnderstanding(tracker) && tracker.tasks.current != nil && !tracker.isAskingForTask ? .resumeTask : nil
    }

    /// Goals that the open question's answer makes; empty when the message is about something else.
    private func answers(
        to question: Question,
        text: String,
        understanding: Understanding,
        intents: [Intent]
    ) -> [Goal] {
        let saidNo = intents == [.deny] || YesOrNo(text) == .no
        if question.kind == .task { return [] }
        if question.kind == .human {
            if saidNo { return [.declineOffer] }
            return intents == [.affirm] || YesOrNo(text) == .yes ? [.talkToHuman(.cannotDo)] : []
        }
        let choice = Choice(of: question.options, in: text, slots: understanding.slots)
        if let task = task(on: choice, of: question, intents: intents) { return [.startTask(task)] }
        // Only a number or a place chooses from near questions: their words are in every further question, too.
        if question.kind == .knowledge, !choice.isExplicit { return saidNo ? [.dropQuestion] : [] }
        // "第二个" chooses whatever else is understood; a name may as well belong to a new request.
        guard choice.isExplicit || intents.allSatisfy({ $0.fits(question.kind) }) else { return [] }
        if choice.positions.isEmpty { return saidNo && question.wantsAnswer ? [.dropQuestion] : [] }
        let aspect = intents.lazy.compactMap(\.productAspect).first
        return choice.positions.prefix(settings.goalsMax).map { position in
            Goal(choosing: question.options[position], of: question.subject, asking: aspect)
        }
    }

    /// "把第二个退了" after a list: the task is about what was chosen from it.
    private func task(on choice: Choice, of question: Question, intents: [Intent]) -> FlowTask? {
        guard choice.isExplicit, let position = choice.positions.first, question.kind == .order,
            let action = intents.lazy.compactMap(\.taskAction).first, let flow = flows.newest(action)
        else { return nil }
        var said = Said()
        said.orderNumbers = [question.options[position].id]
        return FlowTask(flow, said: said)
    }

    /// Goals of the recognised intents, each once; courtesy only where nothing else is asked for.
    private func stated(
        _ intents: [(IntentReading, Intent)],
        in text: String,
        understanding: Understanding,
        tracker: Tracker
    ) -> [Goal] {
        let asking = intents.filter { !$0.1.isCourtesy && $0.1 != .outOfScope }
        let meant = asking.isEmpty ? Array(intents.suffix(1)) : asking
        return meant.reduce(into: []) { goals, intent in
            let goal =
                startedTask(intent.1, reading: intent.0, text: text, understanding, tracker)
                ?? Goal(intent.1, reading: intent.0, text: text, understanding: understanding)
            guard let last = goals.last, let merged = last.merged(with: goal) else {
                if !goals.contains(goal) { goals.append(goal) }
                return
            }
            goals[goals.count - 1] = merged
        }
    }

    /// The task that an intent starts, in the version that this conversation began with.
    private func startedTask(
        _ intent: Intent,
        reading: IntentReading,
        text: String,
        _ understanding: Understanding,
        _ tracker: Tracker
    ) -> Goal? {
        guard let action = intent.taskAction else { return nil }
        let pinned = tracker.tasks.version(of: action).flatMap { flows.flow(action, version: $0) }
        guard let flow = pinned ?? flows.newest(action) else { return nil }
        let said = Said(text, understanding, of: reading, isSwap: flow.slots.contains(.variants))
        return .startTask(FlowTask(flow, said: said))
    }

    private func fallback(_ understanding: Understanding, intents: [Intent], tracker: Tracker) -> Goal {
        // A bare number is most often an answer to "which order?", asked in an earlier conversation or app.
        if let number = understanding.slots.first(where: { $0.kind == .orderNumber }) {
            return .trackOrder(OrderReference(number: number.normalized))
        }
        if let number = understanding.slots.first(where: { $0.kind == .trackingNumber }) {
            return .trackOrder(OrderReference(trackingNumber: number.normalized))
        }
        if tracker.tasks.current != nil, tracker.question?.kind == .task { return .repeatTask }
        if let question = tracker.question, question.wantsAnswer, question.kind != .human, question.kind != .knowledge {
            return .repeatQuestion
        }
        return understanding.outsideProbability > settings.outsideProbabilityMax ? .outOfScope : .unclear
    }
}

extension Goal {
    /// The goal that choosing an option leads to. `aspect` is what the message asks about a product, if it does:
    /// "第二个多少钱".
    fileprivate init(choosing option: Question.Option, of subject: Question.Subject, asking aspect: ProductAspect?) {
        switch subject {
        case .whichProduct(let asked):
            self = .askAboutProduct(aspect ?? asked, ProductReference(id: option.id))
        case .listedProducts:
            self = .askAboutProduct(aspect ?? .details, ProductReference(id: option.id))
        case .whichKnowledge:
            self = .tellKnowledge(option.id)
        case .whichOrder, .listedOrders, .offerHuman, .task:
            if let aspect, let product = option.productIDs.first {
                self = .askAboutProduct(aspect, ProductReference(id: product))
            } else {
                self = .trackOrder(OrderReference(number: option.id))
            }
        }
    }

    /// The goal of one intent, with the slots that belong to it.
    init(_ intent: Intent, reading: IntentReading, text: String, understanding: Understanding) {
        switch intent {
        case .greet: self = .greet
        case .thank: self = .thank
        case .praise: self = .acceptPraise
        case .chat: self = .chat
        case .sayGoodbye: self = .sayGoodbye
        case .getHelp: self = .getHelp
        case .affirm, .deny: self = .acknowledge
        case .track(let matter):
            self = .trackOrder(OrderReference(matter, understanding, of: reading, text: text))
        case .listOrders: self = .listOrders
        case .listCases: self = .listCases
        case .repeatAnswer: self = .repeatAnswer
        case .product(let aspect):
            self = .askAboutProduct(aspect, ProductReference(understanding, of: reading, text: text))
        case .recommend:
            self = .getRecommendations(ProductReference(understanding, of: reading, text: text))
        case .talkToHuman: self = .talkToHuman(.requested)
        case .complaint: self = .talkToHuman(.complaint)
        // Without a flow for it, which a shop may have removed, a human is offered.
        case .task(let action): self = .offerHuman(for: action.topic)
        case .needsHuman(let topic): self = .offerHuman(for: topic)
        case .outOfScope: self = .outOfScope
        }
    }
}

extension OrderReference {
    init(_ matter: OrderMatter, _ understanding: Understanding, of intent: IntentReading, text: String) {
        let product = understanding.slots(.product, of: intent).first
        self.init(
            matter: matter,
            number: understanding.slots(.orderNumber, of: intent).first?.normalized,
            trackingNumber: understanding.slots(.trackingNumber, of: intent).first?.normalized,
            mention: product?.text,
            productIDs: product?.candidates.map(\.id) ?? [],
            isPronoun: product == nil && Pronoun.isIn(text),
            isOther: Pronoun.excludesFocus(text)
        )
    }
}

extension Understanding {
    /// Of several intents only the part of the message that is the intent's own counts, where the nlu told it.
    fileprivate func unknownWords(in text: String, of intent: IntentReading) -> String? {
        guard intents.count > 1 else { return UnknownWords.first(in: text, besides: slots) }
        return intent.span.flatMap { UnknownWords.first(in: text, within: $0, besides: slots) }
    }
}

extension ProductReference {
    /// Below this lead of the best candidate over the second the customer is asked which one is meant.
    private static let clearLead = 0.1

    init(_ understanding: Understanding, of intent: IntentReading, text: String) {
        let product = understanding.slots(.product, of: intent).first
        let options = understanding.slots(.size, of: intent) + understanding.slots(.colour, of: intent)
        self.init(
            mention: product?.text,
            options: options.map(\.normalized),
            extreme: PriceExtreme(text),
            unknownWords: product == nil ? understanding.unknownWords(in: text, of: intent) : nil
        )
        let candidates = product?.candidates ?? []
        guard let best = candidates.first else { return }
        if candidates.count == 1 || best.score - candidates[1].score >= Self.clearLead { id = best.id }
    }
}

extension Goal {
    /// False for a clear step of a task, which the customer wants done, angry or not.
    fileprivate var isAnswerable: Bool {
        switch self {
        case .startTask, .continueTask, .dropTask, .talkToHuman: false
        default: true
        }
    }

    /// "衬衫退了，T恤也退了" asks for one thing; nil where the two are different things.
    fileprivate func merged(with other: Goal) -> Goal? {
        guard case .startTask(var task) = self, case .startTask(let next) = other, task.action == next.action else {
            return nil
        }
        if task != next { task.said = task.said.merged(with: next.said) }
        return .startTask(task)
    }
}

extension Intent {
    /// What is answered from the records, without changing anything.
    fileprivate var isLookup: Bool {
        switch self {
        case .track, .listOrders, .listCases: true
        default: false
        }
    }

    /// What only names goods, versions or a way to pay where a task is asked for as well.
    fileprivate var isDetailOfTask: Bool {
        switch self {
        case .product, .outOfScope, .needsHuman(.payment), .needsHuman(.warranty), .needsHuman(.policy): true
        default: false
        }
    }

    fileprivate var taskAction: AfterSaleKind? { if case .task(let action) = self { action } else { nil } }

    /// Whether the intent of an answer to a flow's question is the answer itself, and nothing asked beside it.
    fileprivate func isAnswer(in action: AfterSaleKind) -> Bool {
        switch self {
        case .task(action), .product, .outOfScope: true
        default: false
        }
    }
}

extension String {
    fileprivate func scalars(in span: Range<Int>) -> String {
        let all = Array(unicodeScalars)
        return String(String.UnicodeScalarView(all[span.clamped(to: 0..<all.count)]))
    }
}
