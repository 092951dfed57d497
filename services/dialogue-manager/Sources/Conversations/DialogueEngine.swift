/// Conversations as the other services see them: opened, continued by messages, read and watched.
struct DialogueEngine: Sendable {
    let store: ConversationStore
    let runner: TurnRunner
    let locks: TurnLocks
    let feed: EventFeed
    let world: World
    let limits: Limits

    /// Bounds on what is asked of the engine; each is a setting of the service.
    struct Limits: Hashable, Sendable {
        var messageBytesMax = 16_384
        /// How often a turn is run anew when the conversation changed meanwhile.
        var conflictAttemptsMax = 3
        var eventsPerPageDefault = 200
    }

    static let eventsPerPageMax = 1000

    /// Opens a new conversation, or returns the customer's own one of this id.
    func open(_ conversationID: String, of customerID: String, channel: String) async throws -> Conversation {
        try ConversationError.checkLength(of: customerID, field: "customer_id", 1...128)
        try ConversationError.checkLength(of: channel, field: "channel", 0...32)
        guard conversationID.isEmpty else { return try await store.conversation(conversationID, of: customerID) }
        let conversation = Conversation(
            id: world.makeConversationID(),
            customerID: customerID,
            openedAt: world.now(),
            lastEvent: 0,
            epoch: 0,
            tracker: Tracker()
        )
        try await store.insert(conversation, channel: channel)
        return conversation
    }

    /// The events of the message's turn: those recorded when the message was answered before, else those of a new
    /// turn, once they are on disk.
    func handle(_ message: IncomingMessage) async throws -> [ConversationEvent] {
        try await locks.withLock(message.conversationID) {
            for _ in 0..<limits.conflictAttemptsMax {
                let conversation = try await store.conversation(message.conversationID, of: message.customerID)
                if let recorded = try await store.turn(of: message.id, in: conversation.id) {
                    return try recorded.checked(against: message)
                }
                let turn = try await runner.run(message, in: conversation)
                do {
                    let events = try await store.commit(turn)
                    feed.announce(conversation.id)
                    return events
                } catch is TurnConflict {
                    continue
                }
            }
            throw ConversationError.conflict(attempts: limits.conflictAttemptsMax)
        }
    }

    func events(
        of conversationID: String,
        customer customerID: String,
        after: Int,
        limit: Int
    ) async throws -> (events: [ConversationEvent], conversation: Conversation) {
        guard (0...Self.eventsPerPageMax).contains(limit) else { throw ConversationError.invalidLimit(limit) }
        let conversation = try await store.conversation(conversationID, of: customerID)
        let rows = limit == 0 ? limits.eventsPerPageDefault : limit
        return (try await store.events(of: conversationID, after: after, limit: rows), conversation)
    }

    /// Sends the events after a number, then new ones as they are recorded, until the task is cancelled
    /// or the service stops.
    func watch(
        _ conversationID: String,
        customer customerID: String,
        after: Int,
        send: (ConversationEvent) async throws -> Void
    ) async throws {
        _ = try await store.conversation(conversationID, of: customerID)
        // Subscribed before the first read, so that nothing recorded in between is missed.
        var changes = feed.changes(of: conversationID).makeAsyncIterator()
        var last = after
        repeat {
            while true {
                let page = try await store.events(of: conversationID, after: last, limit: limits.eventsPerPageDefault)
                for event in page { try await send(event) }
                guard let newest = page.last else { break }
                last = newest.number
            }
        } while await changes.next() != nil
        try Task.checkCancellation()
        throw ConversationError.stopping
    }

    /// Keeps what the customer thinks of it; a second rating replaces the first.
    func rate(_ rating: EventBody.Rating, _ conversationID: String, of customerID: String) async throws {
        guard (1...5).contains(rating.score) else { throw ConversationError.invalidScore(rating.score) }
        try ConversationError.checkLength(of: rating.words, field: "rating.words", 0...limits.messageBytesMax)
        try ConversationError.checkLength(of: customerID, field: "customer_id", 1...128)
        _ = try await store.conversation(conversationID, of: customerID)
        try await store.rate(rating, conversationID, at: world.now())
        feed.announce(conversationID)
    }

    func record(of messageID: String, in conversationID: String) async throws -> TurnRecord {
        guard let record = try await store.record(of: messageID, in: conversationID) else {
            throw ConversationError.unknownTurn(messageID)
        }
        return record
    }
}

extension [ConversationEvent] {
    /// A recorded turn answers only the message that it was made for.
    fileprivate func checked(against message: IncomingMessage) throws(ConversationError) -> [ConversationEvent] {
        guard case .customerMessage(let recorded)? = first?.body, recorded.text == message.text.value else {
            throw .messageIDTaken(message.id)
        }
        return self
    }
}
