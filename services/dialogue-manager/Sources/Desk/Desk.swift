import GRDB
import Storage

/// Where humans take conversations over and give them back. Every step is one transaction that raises the
/// conversation's epoch, so that an answer the machine began under the old one is not recorded.
struct Desk: Sendable {
    let database: DatabaseFile
    let feed: EventFeed
    let world: World
    let settings: Settings

    /// Bounds of the desk; each is a setting of the service.
    struct Settings: Hashable, Sendable {
        /// Conversations that one agent may have at once.
        var conversationsPerAgentMax = 8
        var textBytesMax = 16_384
        /// How often the queue is looked at for a watcher; it sees what other processes did, too.
        var pollInterval = Duration.milliseconds(500)
        /// Conversations listed at once.
        var queueMax = 500
        /// How long a customer waits for the human who took the conversation, until others may take it.
        var silenceMax = Duration.seconds(300)
    }

    /// Highest priority first, then who waits longest.
    func queue() async throws -> [DeskEntry] {
        let limit = settings.queueMax
        return try await database.read { database in
            try DeskEntry.fetchAll(database, where: "1", [], limit: limit)
        }
    }

    /// Takes a conversation; the best waiting one without an id. Asked again by who has it, it answers the same.
    func claim(_ conversationID: String, by agentID: String) async throws -> (DeskEntry, Conversation) {
        try Self.check(agentID, "agent_id", 1...128)
        let (now, limit) = (world.now(), settings.conversationsPerAgentMax)
        let claimed = try await database.write { database in
            let entry = try Self.entry(toClaim: conversationID, by: agentID, database)
            if entry.agentID == agentID { return (entry, try Conversation.desk(entry.conversationID, database)) }
            let held = try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM desk_queue WHERE agent_id = ?",
                arguments: [agentID]
            )
            guard held ?? 0 < limit else { throw DeskError.tooMany(limit: limit) }
            try database.execute(
                sql: "UPDATE desk_queue SET agent_id = ? WHERE conversation_id = ?",
                arguments: [agentID, entry.conversationID]
            )
            let conversation = try Self.move(
                entry.conversationID,
                to: .human,
                because: "a human took over",
                now,
                database
            )
            var taken = entry
            taken.agentID = agentID
            return (taken, conversation)
        }
        feed.announce(claimed.0.conversationID)
        return claimed
    }

    /// Words of a human to the customer, once for each message id.
    func reply(
        _ text: String,
        id messageID: String,
        to conversationID: String,
        by agentID: String
    ) async throws -> ConversationEvent {
        try Self.check(messageID, "message_id", 1...64)
        try Self.check(text, "text", 1...settings.textBytesMax)
        let now = world.now()
        let event = try await database.write { database in
            let body = EventBody.agentMessage(.init(agentID: agentID, text: text, messageID: messageID))
            if let said = try Self.agentMessage(messageID, in: conversationID, database) {
                guard said.body == body else { throw DeskError.messageIDTaken(messageID) }
                return said
            }
            try Self.requireOwner(agentID, of: conversationID, database)
            return try Self.append(body, to: conversationID, at: now, raisingEpoch: false, database) { tracker in
                tracker.remember(Utterance(speaker: .agent, text: text))
            }
        }
        feed.announce(conversationID)
        return event
    }

    /// For colleagues; the customer never sees it.
    func note(_ text: String, on conversationID: String, by agentID: String) async throws {
        try Self.check(text, "text", 1...settings.textBytesMax)
        let now = world.now()
        try await database.write { database in
            try Self.requireOwner(agentID, of: conversationID, database)
            try database.execute(
                sql: "INSERT INTO desk_notes (conversation_id, agent_id, at_ms, text) VALUES (?, ?, ?, ?)",
                arguments: [conversationID, agentID, now.milliseconds, text]
            )
        }
    }

    /// To a colleague, who has it at once, or back into the queue for a skill.
    func transfer(
        _ conversationID: String,
        by agentID: String,
        to colleague: String,
        skill name: String,
        because reason: String
    ) async throws {
        let now = world.now()
        guard let skill = name.isEmpty ? .general : DeskSkill(rawValue: name) else {
            throw DeskError.unknownSkill(name)
        }
        try await database.write { database in
            try Self.requireOwner(agentID, of: conversationID, database)
            try database.execute(
                sql: "UPDATE desk_queue SET agent_id = ?, skill = ?, reason = ? WHERE conversation_id = ?",
                arguments: [colleague, skill.rawValue, reason, conversationID]
            )
            let status: ConversationStatus = colleague.isEmpty ? .waitingForHuman : .human
            _ = try Self.move(conversationID, to: status, because: "transferred", now, database)
        }
        feed.announce(conversationID)
    }

    /// Back to the machine, or back into the queue.
    ///
    /// - Returns: the conversation as it was, if that settled its complaint.
    @discardableResult
    func release(_ conversationID: String, by agentID: String, toBot: Bool) async throws -> Conversation? {
        try await leave(conversationID, by: agentID, status: toBot ? .bot : .waitingForHuman, because: "given back")
    }

    /// Done: the machine answers again, and the customer is asked how it was.
    ///
    /// - Returns: the conversation as it was, if that settled its complaint.
    @discardableResult
    func resolve(_ conversationID: String, by agentID: String, outcome: String) async throws -> Conversation? {
        try await leave(conversationID, by: agentID, status: .resolved, because: outcome)
    }

    private func leave(
        _ conversationID: String,
        by agentID: String,
        status: ConversationStatus,
        because reason: String
    ) async throws -> Conversation? {
        let now = world.now()
        let settled = try await database.write { database -> Conversation? in
            try Self.requireOwner(agentID, of: conversationID, database)
            let before = try Conversation.desk(conversationID, database)
            let change =
                status == .waitingForHuman
                ? "UPDATE desk_queue SET agent_id = '' WHERE conversation_id = ?"
                : "DELETE FROM desk_queue WHERE conversation_id = ?"
            try database.execute(sql: change, arguments: [conversationID])
            let conversation = try Self.move(conversationID, to: status, because: reason, now, database)
            let isSettled = before.tracker.hasOpenComplaint && !conversation.tracker.hasOpenComplaint
            let settled = isSettled ? before : nil
            guard status == .resolved else { return settled }
            let language = conversation.tracker.language ?? .chinese
            _ = try Self.append(
                .ratingRequest(.init(language: language)),
                to: conversationID,
                at: now,
                raisingEpoch: false,
                database
            )
            return settled
        }
        feed.announce(conversationID)
        return settled
    }

    /// The queue for an agent's skills and languages (all where none is named), then every change of it.
    func watch(
        skills: [String],
        languages: [Language],
        send: (DeskChange) async throws -> Void
    ) async throws {
        var last: [DeskEntry] = []
        while !feed.isClosed {
            let present = try await queue().filter { entry in
                (skills.isEmpty || skills.contains(entry.skill.rawValue))
                    && (languages.isEmpty || languages.contains(entry.language))
            }
            for change in DeskChange.changes(from: last, to: present) { try await send(change) }
            last = present
            try await Task.sleep(for: settings.pollInterval)
        }
        throw ConversationError.stopping
    }
}
