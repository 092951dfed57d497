// Goals that need no other service.
extension Policy {
    func courtesy(_ goal: Goal, tracker: Tracker) -> Decision {
        switch goal {
        case .greet: say(.greeting, because: "the customer said hello")
        case .thank: say(.thanks, because: "the customer said thanks")
        case .repeatAnswer: repeatAnswer(tracker: tracker)
        case .acceptPraise: say(.praise, because: "the customer praised")
        case .chat: say(.chat, because: "the customer chats")
        case .sayGoodbye: say(.goodbye, because: "the customer said goodbye")
        case .getHelp: say(.help, because: "the customer asked what can be done")
        case .outOfScope: say(.outOfScope, because: "the message is outside of what the shop talks about")
        case .limitRequests: say(.tooManyRequests, because: "the message holds more goals than one turn answers")
        case .declineOffer: settle(.offerDeclined, tracker: tracker, because: "the customer declined a human")
        case .dropQuestion:
            settle(.questionDropped, tracker: tracker, because: "the customer no longer wants to choose")
        case .waitForHuman: say(.waitingForHuman, because: "the conversation waits for a human")
        case .returnToBot:
            Decision(.takeBack(Reply(Answer(.backToBot))), because: "the customer called the machine back")
        case .admitOutage: say(.understandingUnavailable, because: "the nlu did not answer")
        default: say(.acknowledged, because: "nothing was asked")
        }
    }

    private func repeatAnswer(tracker: Tracker) -> Decision {
        guard let last = tracker.history.last(where: { $0.speaker == .clerk }) else {
            return say(.help, because: "nothing was said yet")
        }
        return say(.saidBefore, [.words: .text(last.text)], because: "the customer did not catch the last answer")
    }

    func handOver(_ reason: HandoverReason) -> Decision {
        let key: AnswerKey =
            switch reason {
            case .notUnderstood: .handoverAfterAttempts
            case .complaint, .angry: .handoverForComplaint
            case .requested, .cannotDo: .handover
            }
        return Decision(.handOver(reason, Reply(Answer(key))), because: "a human is wanted: \(reason.rawValue)")
    }

    func offerHuman(for topic: Topic) -> Decision {
        let answer = Answer(.cannotDoYet, [.topic: .word(.topic, code: topic.rawValue)])
        let reply = Reply(answer, question: Question(.offerHuman))
        return Decision(.reply(reply), because: "\(topic.rawValue) is not done by the machine yet")
    }

    func unclear(tracker: Tracker) -> Decision {
        guard tracker.misunderstandings < settings.clarificationAttemptsMax else { return handOver(.notUnderstood) }
        return say(.notUnderstood, because: "no intent was recognised with enough confidence")
    }

    /// Says so and closes the open question, whatever it was about.
    private func settle(_ key: AnswerKey, tracker: Tracker, because reason: String) -> Decision {
        Decision(.reply(Reply(Answer(key), settles: tracker.question?.kind)), because: reason)
    }
}
