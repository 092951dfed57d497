import SpokenWishes

/// Records events, and with what customers say also what it asks for: "不要推荐" silences from the same commit on.
struct EventIntake: Sendable {
    let store: BehaviourStore

    /// All of the events are on disk when this returns, or none. What a sentence asks for is an event of its own, which
    /// is not counted among the answer's.
    func record(_ events: [BehaviourEvent]) async throws -> BehaviourStore.Recorded {
        try await store.record(events, alongside: events.compactMap(\.askedFor))
    }
}

extension BehaviourEvent {
    /// What a sentence asks for, as an event under an id made from the sentence's own.
    var askedFor: BehaviourEvent? {
        guard kind == .say, let wish = SpokenWish(text) else { return nil }
        let kind: Kind =
            switch wish {
            case .leaveAlone: .mute
            case .welcomeAgain: .unmute
            case .unsubscribe: .unsubscribe
            }
        return BehaviourEvent(
            id: id + Self.derivedSuffix,
            customerID: customerID,
            productID: "",
            kind: kind,
            at: at,
            conversationID: conversationID
        )
    }

    private static let derivedSuffix = "/wish"
}
