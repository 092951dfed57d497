import Foundation
import Logging

/// Makes one turn: asks the policy what to do and does it, until every goal of the message ended in words.
///
/// It changes nothing outside of the turn; recording it is the engine's part. So a turn can be thrown away and run
/// anew on a conversation that changed meanwhile.
struct TurnRunner: Sendable {
    var policy: Policy
    var templates: TemplateCatalogue
    var ports: DialoguePorts
    var world: World
    var settings: TurnSettings
    var logger: Logger
    /// The knowledge of the moment; nil leaves the policy's own.
    var shelf: KnowledgeShelf?

    func run(_ message: IncomingMessage, in conversation: Conversation) async throws -> Turn {
        // One turn sees one state of the knowledge, whatever is approved meanwhile.
        var runner = self
        if let shelf { runner.policy.knowledge = shelf.base }
        return try await runner.make(message, in: conversation)
    }

    private func make(_ message: IncomingMessage, in conversation: Conversation) async throws -> Turn {
        guard let timeZone = TimeZone(identifier: message.timeZone) else {
            throw ConversationError.invalidTimeZone(message.timeZone)
        }
        let started = world.uptimeMicroseconds()
        let clock = WallClock(now: message.now, timeZone: timeZone)
        var turn = Turn(
            message,
            in: conversation,
            at: world.now(),
            defaultLanguage: settings.defaultLanguage,
            limits: settings.tracker
        )
        for goal in try await goals(&turn) {
            try await pursue(goal, &turn, clock)
            // Once a human is asked for, further answers of the machine would talk over them.
            guard policy.needsUnderstanding(turn.tracker) else { break }
        }
        try await takeUpTasks(&turn, clock)
        turn.finish(durationMicroseconds: world.uptimeMicroseconds() - started)
        return turn
    }

    /// Once what the message asked is answered, the task that waits is taken up again; one that ends makes room for the
    /// next.
    private func takeUpTasks(_ turn: inout Turn, _ clock: WallClock) async throws {
        for _ in 0...TaskStack.tasksMax {
            guard turn.record.understanding != nil, let goal = policy.goalLeftOpen(turn.tracker) else { return }
            let before = turn.tracker.tasks
            try await pursue(goal, &turn, clock)
            guard turn.tracker.tasks != before else { return }
        }
    }

    private func goals(_ turn: inout Turn) async throws -> [Goal] {
        let text = turn.message.text.value
        guard policy.needsUnderstanding(turn.tracker) else {
            return policy.goalsWithoutUnderstanding(of: text, tracker: turn.tracker)
        }
        let request = UnderstandingRequest(
            text: text,
            history: turn.conversation.tracker.history,
            now: turn.message.now,
            timeZone: turn.message.timeZone
        )
        let understanding = try await measured("Nlu/Understand", &turn) { try await ports.understand(request) }
        guard let understanding else { return policy.goalsDuringOutage(of: text, tracker: turn.tracker) }
        turn.hear(understanding)
        return policy.goals(of: text, understanding: understanding, tracker: turn.tracker)
    }

    /// Takes one goal to its words, through as many calls as the policy asks for and the settings allow.
    private func pursue(_ goal: Goal, _ turn: inout Turn, _ clock: WallClock) async throws {
        for _ in 0...settings.callsPerGoalMax {
            var decision = policy.decide(goal, tracker: turn.tracker, findings: turn.findings)
            if let answer = decision.reply?.answer, turn.saysAlready(answer) {
                decision = Decision(.sayNothing, because: "this turn says the same already")
            }
            try await say(decision, for: goal, &turn, clock)
            guard case .call(let call) = decision.action else { return }
            let scope = CallScope(turn, limit: settings.resultsMax)
            let result = try await measured(call.method, &turn) { try await ports.call(call, scope) }
            turn.learn(result ?? .unavailable, of: call)
        }
        logger.error("goal given up", metadata: ["turn.calls_max": "\(settings.callsPerGoalMax)"])
        let decision = policy.say(.ordersUnavailable, because: "the goal needed more calls than are allowed")
        try await say(decision, for: goal, &turn, clock)
    }

    /// Takes the decision into the turn, with its words where it says something.
    private func say(_ decision: Decision, for goal: Goal, _ turn: inout Turn, _ clock: WallClock) async throws {
        guard let reply = decision.reply else { return turn.apply(decision, for: goal) }
        var message = try clerkMessage(reply, turn, clock)
        let (text, wording) = try await written(reply, instead: message.text, &turn, clock)
        if let text { message.text = text }
        turn.apply(decision, for: goal, message: message, wording: wording)
    }

    /// Makes a call and records it. Nil when the service did not answer; throws only when the turn itself is
    /// cancelled, since then nobody waits for its answer and nothing must be recorded.
    func measured<Value: Sendable>(
        _ method: String,
        _ turn: inout Turn,
        _ call: () async throws -> Value
    ) async throws -> Value? {
        let started = world.uptimeMicroseconds()
        var value: Value?
        var code: Int32 = 0
        do {
            value = try await call()
        } catch {
            try Task.checkCancellation()
            code = (error as? PortFailure)?.code ?? Self.unknownCode
            logger.warning("call failed", metadata: ["call.method": "\(method)", "call.error": "\(error)"])
        }
        turn.note(
            TurnRecord.Call(
                method: method,
                code: code,
                durationMicroseconds: world.uptimeMicroseconds() - started
            )
        )
        return value
    }

    /// gRPC's UNKNOWN, for an error that names no code.
    private static let unknownCode: Int32 = 2

    /// By which a template's variant is chosen.
    func seed(_ turn: Turn) -> String { "\(turn.conversation.id)#\(turn.tracker.turns)" }

    private func clerkMessage(
        _ reply: Reply,
        _ turn: Turn,
        _ clock: WallClock
    ) throws -> EventBody.ClerkMessage {
        let seed = self.seed(turn)
        let cards = try reply.cards.map { card in
            guard case .product(let product, nil) = card, let reason = reply.reasons?[product.id] else { return card }
            let answer = Answer(.recommendationReason, reason.facts)
            let words = try templates.words(for: answer, in: turn.language, seed: seed, clock: clock)
            return .product(product, reason: words)
        }
        return EventBody.ClerkMessage(
            text: try templates.words(for: reply.answer, in: turn.language, seed: seed, clock: clock),
            language: turn.language,
            answer: reply.answer.key,
            citations: reply.citations,
            cards: cards,
            quickReplies: reply.question.map { templates.quickReplies(for: $0, in: turn.language) } ?? []
        )
    }
}

/// Bounds of one turn; each is a setting of the service.
struct TurnSettings: Hashable, Sendable {
    /// The language of answers while no message has told one.
    var defaultLanguage = Language.chinese
    var tracker = TrackerLimits()
    var callsPerGoalMax = 40
    /// Orders or products asked for in one call, 1 to 200.
    var resultsMax = 50
    var writer = Writer.templates
}

extension CallScope {
    fileprivate init(_ turn: Turn, limit: Int) {
        self.init(message: turn.message, limit: limit, hasOpenComplaint: turn.tracker.hasOpenComplaint)
    }
}

extension Decision {
    /// What is said, if anything is.
    var reply: Reply? {
        switch action {
        case .call, .queue, .sayNothing: nil
        case .reply(let reply), .handOver(_, let reply), .takeBack(let reply): reply
        }
    }
}
