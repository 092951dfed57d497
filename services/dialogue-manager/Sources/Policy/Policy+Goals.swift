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
        let intents = understanding.intents.compactMap { reading in
            reading.confidence >= settings.confidenceMin ? Intent(name: reading.name).map { (reading, $0) } : nil
        }
        var goals: [Goal] = []
        if let question = tracker.question {
            goals = answers(to: question, text: text, understanding: understanding, intents: intents.map(\.1))
        }
        if goals.isEmpty {
            goals = stated(intents, in: text, understanding: understanding)
        }
        if goals.isEmpty {
            goals = [fallback(understanding, intents: intents.map(\.1), tracker: tracker)]
        }
        guard goals.count > settings.goalsMax else { return goals }
        return goals.prefix(settings.goalsMax) + [.limitRequests]
    }

    /// Goals that the open question's answer makes; empty when the message is about something else.
    private func answers(
        to question: Question,
        text: String,
        understanding: Understanding,
        intents: [Intent]
    ) -> [Goal] {
        let saidNo = intents == [.deny] || YesOrNo(text) == .no
        if question.kind == .human {
            if saidNo { return [.declineOffer] }
            return intents == [.affirm] || YesOrNo(text) == .yes ? [.talkToHuman(.cannotDo)] : []
        }
        let choice = Choice(of: question.options, in: text, slots: understanding.slots)
        // "第二个" chooses whatever else is understood; a name may as well belong to a new request.
        guard choice.isExplicit || intents.allSatisfy({ $0.fits(question.kind) }) else { return [] }
        if choice.positions.isEmpty { return saidNo && question.wantsAnswer ? [.dropQuestion] : [] }
        let aspect = intents.lazy.compactMap(\.productAspect).first
        return choice.positions.prefix(settings.goalsMax).map { position in
            Goal(choosing: question.options[position], of: question.subject, asking: aspect)
        }
    }

    /// Goals of the recognised intents, each once; courtesy only where nothing else is asked for.
    private func stated(
        _ intents: [(IntentReading, Intent)],
        in text: String,
        understanding: Understanding
    ) -> [Goal] {
        let asking = intents.filter { !$0.1.isCourtesy && $0.1 != .outOfScope }
        let meant = asking.isEmpty ? Array(intents.suffix(1)) : asking
        return meant.reduce(into: []) { goals, intent in
            let goal = Goal(intent.1, reading: intent.0, text: text, understanding: understanding)
            if !goals.contains(goal) { goals.append(goal) }
        }
    }

    private func fallback(_ understanding: Understanding, intents: [Intent], tracker: Tracker) -> Goal {
        // A bare number is most often an answer to "which order?", asked in an earlier conversation or app.
        if let number = understanding.slots.first(where: { $0.kind == .orderNumber }) {
            return .trackOrder(OrderReference(number: number.normalized))
        }
        if let number = understanding.slots.first(where: { $0.kind == .trackingNumber }) {
            return .trackOrder(OrderReference(trackingNumber: number.normalized))
        }
        if let question = tracker.question, question.wantsAnswer, question.kind != .human { return .repeatQuestion }
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
        case .whichOrder, .listedOrders, .offerHuman:
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
        case .product(let aspect):
            self = .askAboutProduct(aspect, ProductReference(understanding, of: reading, text: text))
        case .recommend:
            self = .getRecommendations(ProductReference(understanding, of: reading, text: text))
        case .talkToHuman: self = .talkToHuman(.requested)
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
            unknownWords: product == nil ? understanding.unknownWords(in: text, of: intent) : nil
        )
        let candidates = product?.candidates ?? []
        guard let best = candidates.first else { return }
        if candidates.count == 1 || best.score - candidates[1].score >= Self.clearLead { id = best.id }
    }
}
