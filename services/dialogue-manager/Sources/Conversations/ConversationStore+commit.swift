import GRDB
import Storage

extension ConversationStore {
    /// Records a whole turn in one transaction, or nothing of it.
    ///
    /// Throws ``TurnConflict`` when the conversation is no longer as the turn found it: another process recorded a
    /// turn, the same message even, or a human took over. The turn must then be run anew on what is there.
    func commit(_ turn: Turn) async throws -> [ConversationEvent] {
        let events = turn.events
        let bodies = try events.map { try $0.body.json() }
        let record = try JSONText.encode(turn.record)
        let tracker = try JSONText.encode(turn.tracker)
        do {
            try await database.write { database in
                try Self.advance(turn, lastEvent: events.last?.number ?? 0, tracker: tracker, database)
                try Self.insert(turn, events: events, record: record, database)
                try Self.updateQueue(turn, database)
                for (event, body) in zip(events, bodies) {
                    try Self.insert(event, body: body, database)
                }
            }
        } catch StorageError.constraint {
            throw TurnConflict()
        }
        return events
    }

    private static func advance(_ turn: Turn, lastEvent: Int, tracker: String, _ database: Database) throws {
        try database.execute(
            sql: """
                UPDATE conversations SET last_event = ?, updated_ms = ?, status = ?, tracker = ?
                WHERE id = ? AND last_event = ? AND epoch = ?
                """,
            arguments: [
                lastEvent, turn.at.milliseconds, turn.tracker.status.rawValue, tracker,
                turn.conversation.id, turn.conversation.lastEvent, turn.conversation.epoch,
            ]
        )
        guard database.changesCount == 1 else { throw TurnConflict() }
    }

    private static func insert(
        _ turn: Turn,
        events: [ConversationEvent],
        record: String,
        _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO turns (conversation_id, message_id, number, first_event, last_event, record)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                turn.conversation.id, turn.record.messageID, turn.tracker.turns,
                events.first?.number, events.last?.number, record,
            ]
        )
    }

    static func insert(_ event: ConversationEvent, body: String, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO events (conversation_id, number, at_ms, message_id, completes_turn, kind, body)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                event.conversationID, event.number, event.at.milliseconds, event.messageID, event.completesTurn,
                event.body.kind, body,
            ]
        )
    }

    /// The queue holds exactly the conversations that wait for a human.
    private static func updateQueue(_ turn: Turn, _ database: Database) throws {
        for case .statusChange(let change) in turn.events.map(\.body) {
            try database.execute(
                sql: "DELETE FROM desk_queue WHERE conversation_id = ?",
                arguments: [turn.conversation.id]
            )
            guard change.status == .waitingForHuman else { continue }
            try database.execute(
                sql: """
                    INSERT INTO desk_queue
                        (conversation_id, language, reason, waiting_since_ms, skill, priority, summary)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    turn.conversation.id, turn.language.rawValue, change.reason, turn.at.milliseconds,
                    change.desk?.skill.rawValue ?? DeskSkill.general.rawValue, change.desk?.priority ?? 0,
                    change.desk?.summary ?? "",
                ]
            )
        }
    }
}

/// The conversation changed between the start of a turn and its recording; nothing was written.
struct TurnConflict: Error, Hashable {}
