import SpokenWishes

// What customers ask of recommending itself.
extension Policy {
    /// The wish, and what else the message asks for; a message of one part asks for nothing else, whatever the nlu takes
    /// "不要推荐了" for.
    func goals(wishing wish: SpokenWish, besides stated: [Goal]) -> [Goal] {
        [.changeRecommending(wish)] + stated.filter { !$0.isAboutRecommending }
    }

    /// Said to be done only once it is recorded.
    func changeRecommending(_ wish: SpokenWish, findings: Findings) throws(Need) -> Decision {
        try findings.recorded(wish)
        let key: AnswerKey =
            switch wish {
            case .leaveAlone: .recommendationsStopped
            case .welcomeAgain: .recommendationsWelcome
            case .unsubscribe: .promotionsStopped
            }
        return say(key, because: "recommendation has recorded the wish")
    }

    func keepSilent(_ silence: Recommendations.Silence) -> Decision {
        let key: AnswerKey =
            switch silence {
            case .complaintOpen: .recommendationsDuringComplaint
            case .muted: .recommendationsMuted
            }
        return say(key, because: "recommendation keeps silent: \(silence.rawValue)")
    }
}

extension Goal {
    fileprivate var isAboutRecommending: Bool {
        switch self {
        case .getRecommendations, .acknowledge, .outOfScope, .offerHuman(for: .promotion): true
        default: false
        }
    }
}
