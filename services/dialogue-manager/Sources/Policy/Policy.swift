/// Decides what to do about a message. Pure: the same state, understanding and findings give the same decision.
///
/// A turn asks twice: ``goals(of:understanding:tracker:)`` turns a message into goals, then ``decide(_:tracker:findings:)``
/// takes one goal a step further, until it ends in words.
struct Policy: Sendable {
    var settings: PolicySettings
    var flows: FlowCatalogue
    var knowledge = KnowledgeBase([])

    /// The next step for one goal, given what the turn's calls have brought so far.
    func decide(_ goal: Goal, tracker: Tracker, findings: Findings) -> Decision {
        do throws(Need) {
            return try step(goal, tracker: tracker, findings: findings)
        } catch {
            switch error {
            case .call(let call):
                return Decision(.call(call), because: "the goal needs \(call.method)")
            case .unavailable(.orderTracking):
                return say(.ordersUnavailable, because: "order-tracking did not answer")
            case .unavailable(.recommendation):
                return say(.recommendationUnavailable, because: "recommendation did not answer")
            }
        }
    }

    private func step(_ goal: Goal, tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        switch goal {
        case .trackOrder(let reference):
            try trackOrder(reference, tracker: tracker, findings: findings)
        case .listOrders:
            try listOrders(tracker: tracker, findings: findings)
        case .listCases:
            try listCases(tracker: tracker, findings: findings)
        case .askAboutProduct(let aspect, let reference):
            try askAboutProduct(aspect, reference, tracker: tracker, findings: findings)
        case .getRecommendations(let reference):
            try recommend(reference, tracker: tracker, findings: findings)
        case .changeRecommending(let wish):
            try changeRecommending(wish, findings: findings)
        case .startTask(let task):
            try start(task, tracker: tracker, findings: findings)
        case .continueTask(let task):
            try proceed(task, tracker: tracker, findings: findings)
        case .resumeTask:
            try resume(tracker: tracker, findings: findings)
        case .repeatTask:
            try askAgain(tracker: tracker, findings: findings)
        case .dropTask:
            drop(tracker: tracker)
        case .repeatAnswer where tracker.tasks.current != nil:
            try resume(tracker: tracker, findings: findings)
        case .repeatQuestion:
            try repeatQuestion(tracker: tracker, findings: findings)
        case .unclear:
            knowledgeAnswer(tracker: tracker) ?? unclear(tracker: tracker)
        case .outOfScope:
            knowledgeAnswer(tracker: tracker) ?? courtesy(goal, tracker: tracker)
        case .askAboutAccount(let question, let number):
            try answer(question, number, tracker: tracker, findings: findings)
        case .identify(let claim):
            try identify(claim, findings: findings)
        case .tellKnowledge(let id):
            tellKnowledge(id)
        case .talkToHuman(let reason):
            handOver(reason)
        case .offerHuman(let topic):
            knowledgeAnswer(tracker: tracker) ?? offerHuman(for: topic)
        default:
            courtesy(goal, tracker: tracker)
        }
    }

    func say(_ key: AnswerKey, _ facts: Facts = [:], because reason: String) -> Decision {
        Decision(.reply(Reply(Answer(key, facts))), because: reason)
    }
}

/// Numbers that the policy decides by; each is a setting of the service.
struct PolicySettings: Hashable, Sendable {
    /// Intents below this probability are not acted on.
    var confidenceMin = 0.4
    /// Above these odds a message counts as outside of what the shop can talk about.
    var outsideProbabilityMax = 0.6
    /// Messages in a row that may stay without an understanding, and times a question is asked, before a human is
    /// brought in.
    var clarificationAttemptsMax = 2
    /// Sentiment below which a human is brought in, -1 (furious) to 1.
    var valenceMin = -0.8
    /// Likeness to a question of the shop's knowledge from which it is answered, 0 to 1.
    var knowledgeClearMin = 0.6
    /// Likeness from which the customer is asked whether that is what is meant.
    var knowledgeNearMin = 0.35
    /// Goals answered in one turn.
    var goalsMax = 4
    /// Orders or products listed in one answer.
    var optionsMax = 5
    /// Variants listed in one answer: a product has more sizes than a customer has orders.
    var variantsMax = 12
    /// Orders whose after-sale options are asked for to find those that fit.
    var checkedOrdersMax = 8
    /// Times that a task is taken up again after something else, before it is set aside.
    var digressionsMax = 3
}
