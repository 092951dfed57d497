/// One turn while it is made: what it found, what it has decided and said so far. Nothing of it is on disk yet.
struct Turn: Hashable, Sendable {
    /// As the turn found it.
    let conversation: Conversation
    let message: IncomingMessage
    /// The service's clock when the turn began; all its events carry it.
    let at: Moment
    /// The language of the answers until a message tells one.
    let defaultLanguage: Language
    private(set) var tracker: Tracker
    private(set) var findings = Findings()
    private(set) var record: TurnRecord
    private var bodies: [EventBody]

    init(
        _ message: IncomingMessage,
        in conversation: Conversation,
        at: Moment,
        defaultLanguage: Language,
        limits: TrackerLimits
    ) {
        self.conversation = conversation
        self.message = message
        self.at = at
        self.defaultLanguage = defaultLanguage
        tracker = conversation.tracker
        tracker.beginTurn(message.text.value, on: message.day, limits: limits)
        record = TurnRecord(messageID: message.id)
        bodies = [.customerMessage(.init(text: message.text.value))]
    }

    var language: Language { tracker.language ?? Language(scriptOf: message.text.value) ?? defaultLanguage }

    /// The events so far; the last one completes the turn.
    var events: [ConversationEvent] {
        bodies.enumerated().map { index, body in
            ConversationEvent(
                conversationID: conversation.id,
                number: conversation.lastEvent + 1 + index,
                at: at,
                messageID: message.id,
                completesTurn: index == bodies.count - 1,
                body: body
            )
        }
    }

    /// Two goals may end in the same answer ("到哪了，什么时候到"); it is said once.
    func saysAlready(_ answer: Answer) -> Bool {
        record.steps.contains { $0.decision.reply?.answer == answer }
    }

    mutating func hear(_ understanding: Understanding) {
        record.understanding = understanding
        tracker.hear(understanding.language, in: message.text.value)
    }

    mutating func learn(_ result: CallResult, of call: ServiceCall) {
        findings.record(result, of: call)
    }

    mutating func note(_ call: TurnRecord.Call) {
        record.calls.append(call)
    }

    /// Takes a decision into the state and the record, with the words of its answer if it has one.
    mutating func apply(
        _ decision: Decision,
        for goal: Goal,
        message clerkMessage: EventBody.ClerkMessage? = nil,
        wording: Wording? = nil
    ) {
        record.steps.append(TurnRecord.Step(goal: goal, decision: decision, wording: wording))
        // Before the tasks are dropped: they are what the human goes on with.
        let desk: DeskRequest? =
            if case .handOver(let reason, _) = decision.action {
                DeskRequest(reason, tracker: tracker, valence: record.understanding?.valence ?? 0)
            } else {
                nil
            }
        tracker.apply(decision)
        if let clerkMessage {
            bodies.append(.clerkMessage(clerkMessage))
            tracker.remember(Utterance(speaker: .clerk, text: clerkMessage.text))
        }
        switch decision.action {
        case .handOver(let reason, _):
            bodies.append(.statusChange(.init(status: .waitingForHuman, reason: reason.rawValue, desk: desk)))
        case .takeBack:
            bodies.append(.statusChange(.init(status: .bot, reason: "the customer called the machine back")))
        case .call, .reply, .queue, .sayNothing:
            break
        }
    }

    mutating func finish(durationMicroseconds: Int64) {
        record.durationMicroseconds = durationMicroseconds
    }
}
