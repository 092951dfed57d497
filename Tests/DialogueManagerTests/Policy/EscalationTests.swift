import Testing

@testable import DialogueManager

@Suite struct EscalationTests {
    let policy = Policy.standard
    let shop = FakeShop(orders: [.lamp, .kettle])

    @Test func whatCannotBeDoneIsSaidAndAHumanOffered() {
        for topic in Topic.allCases {
            let reply = policy.conclude(.offerHuman(for: topic)).reply
            #expect(reply?.answer.key == .cannotDoYet)
            #expect(reply?.question?.subject == .offerHuman)
        }
    }

    @Test(arguments: [
        ("好的", Goal.talkToHuman(.cannotDo)), ("不用了", .declineOffer), ("Yes, please", .talkToHuman(.cannotDo)),
    ])
    func anOfferIsTakenOrDeclined(text: String, goal: Goal) {
        var tracker = Tracker()
        tracker.beginTurn("退货", limits: TrackerLimits())
        tracker.apply(policy.conclude(.offerHuman(for: .returnItem)))
        let goals = policy.goals(of: text, understanding: Understanding(language: nil), tracker: tracker)
        #expect(goals == [goal])
    }

    @Test func missedMessagesInARowEndInAHuman() {
        var tracker = Tracker()
        var keys: [AnswerKey] = []
        for _ in 0..<3 {
            tracker.beginTurn("?", limits: TrackerLimits())
            let decision = policy.conclude(.unclear, tracker: tracker)
            tracker.apply(decision)
            keys.append(decision.reply?.answer.key ?? .help)
        }
        #expect(keys == [.notUnderstood, .notUnderstood, .handoverAfterAttempts])
        #expect(tracker.status == .waitingForHuman)
    }

    @Test func anUnderstoodMessageInBetweenStartsTheCountAnew() {
        var tracker = Tracker()
        for goal in [Goal.unclear, .unclear, .thank, .unclear] {
            tracker.apply(policy.conclude(goal, tracker: tracker))
        }
        #expect(tracker.status == .bot)
    }

    @Test func aQuestionThatIsNotAnsweredIsRepeatedAndThenGivenToAHuman() {
        var tracker = Tracker()
        var keys: [AnswerKey] = []
        tracker.apply(policy.conclude(.trackOrder(OrderReference()), tracker: tracker, shop: shop))
        for _ in 0..<2 {
            tracker.beginTurn("那个", limits: TrackerLimits())
            let goals = policy.goals(of: "那个", understanding: Understanding(language: nil), tracker: tracker)
            #expect(goals == [.repeatQuestion])
            let decision = policy.conclude(.repeatQuestion, tracker: tracker, shop: shop)
            tracker.apply(decision)
            keys.append(decision.reply?.answer.key ?? .help)
        }
        #expect(keys == [.whichOrderAgain, .handoverAfterAttempts])
    }

    @Test func aDigressionIsAnsweredAndTheQuestionStaysOpen() {
        var tracker = Tracker()
        tracker.beginTurn("快递到哪了", limits: TrackerLimits())
        tracker.apply(policy.conclude(.trackOrder(OrderReference()), tracker: tracker, shop: shop))
        let digression = Understanding(
            language: .chinese,
            intents: [IntentReading("product_price")],
            slots: [Slot(.product, "衬衫", candidates: [ProductCandidate(id: "P5", score: 1)])]
        )
        tracker.beginTurn("对了衬衫多少钱", limits: TrackerLimits())
        let goals = policy.goals(of: "对了衬衫多少钱", understanding: digression, tracker: tracker)
        #expect(goals == [.askAboutProduct(.price, ProductReference(id: "P5", mention: "衬衫"))])
        for goal in goals { tracker.apply(policy.conclude(goal, tracker: tracker)) }
        let resumed = policy.goals(of: "第二个", understanding: Understanding(language: nil), tracker: tracker)
        #expect(resumed == [.trackOrder(OrderReference(number: Order.kettle.number))])
    }

    @Test(arguments: ["算了", "不用了", "no thanks"])
    func aQuestionCanBeDropped(text: String) {
        var tracker = Tracker()
        tracker.beginTurn("快递到哪了", limits: TrackerLimits())
        tracker.apply(policy.conclude(.trackOrder(OrderReference()), tracker: tracker, shop: shop))
        let goals = policy.goals(of: text, understanding: Understanding(language: nil), tracker: tracker)
        #expect(goals == [.dropQuestion])
        tracker.apply(policy.conclude(.dropQuestion, tracker: tracker))
        #expect(tracker.question == nil)
    }

    /// A name that was listed may belong to a new request; a place in the list cannot.
    @Test func onlyAFittingMessageAnswersTheQuestionByName() {
        var tracker = Tracker()
        tracker.beginTurn("快递到哪了", limits: TrackerLimits())
        tracker.apply(policy.conclude(.trackOrder(OrderReference()), tracker: tracker, shop: shop))
        let price = Understanding(language: .chinese, intents: [IntentReading("product_price")])
        let named = policy.goals(of: "台灯多少钱", understanding: price, tracker: tracker)
        #expect(named == [.askAboutProduct(.price, ProductReference(unknownWords: "台灯"))])
        let placed = policy.goals(of: "第一个多少钱", understanding: price, tracker: tracker)
        #expect(placed == [.askAboutProduct(.price, ProductReference(id: "P1"))])
    }

    /// A list that was only shown can be chosen from, and is never asked about.
    @Test func whatWasListedCanBeChosen() {
        var tracker = Tracker()
        tracker.beginTurn("有什么推荐", limits: TrackerLimits())
        tracker.apply(policy.conclude(.getRecommendations(ProductReference()), tracker: tracker))
        func goals(_ text: String, _ intents: [IntentReading] = []) -> [Goal] {
            let understanding = Understanding(language: .chinese, intents: intents)
            return policy.goals(of: text, understanding: understanding, tracker: tracker)
        }
        #expect(goals("第二个") == [.askAboutProduct(.details, ProductReference(id: "P5"))])
        #expect(
            goals("第二个多少钱", [IntentReading("product_price")]) == [.askAboutProduct(.price, ProductReference(id: "P5"))]
        )
        #expect(goals("衬衫那个") == [.askAboutProduct(.details, ProductReference(id: "P5"))])
        #expect(goals("嗯？") == [.unclear])
        #expect(goals("不用了", [IntentReading("deny")]) == [.acknowledge])
    }

    @Test func anOldQuestionIsForgotten() {
        var tracker = Tracker()
        tracker.beginTurn("快递", limits: TrackerLimits())
        tracker.apply(policy.conclude(.trackOrder(OrderReference()), tracker: tracker, shop: shop))
        for _ in 0..<4 { tracker.beginTurn("?", limits: TrackerLimits(questionTurnsMax: 3)) }
        #expect(tracker.question == nil)
    }

    @Test func aWaitingConversationIsNotReadByTheMachine() {
        var tracker = Tracker()
        tracker.apply(policy.conclude(.talkToHuman(.requested)))
        #expect(!policy.needsUnderstanding(tracker))
        #expect(policy.goalsWithoutUnderstanding(of: "我的快递呢", tracker: tracker) == [.waitForHuman])
        #expect(policy.goalsWithoutUnderstanding(of: "“小二”", tracker: tracker) == [.returnToBot])
        tracker.apply(policy.conclude(.returnToBot))
        #expect(tracker.status == .bot)
    }

    /// The same words whoever asks: nothing about the customer enters a decision.
    @Test func decisionsRepeat() {
        let goal = Goal.trackOrder(OrderReference(mention: "台灯"))
        #expect(policy.conclude(goal, shop: shop) == policy.conclude(goal, shop: shop))
    }
}
