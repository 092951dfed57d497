import Storage

extension StorageSchema {
    /// Tables of the dialogue manager. The constraints are the last word on order and repetition, whatever process
    /// writes: an event number and a message id exist once in a conversation.
    static let conversations = StorageSchema(
        name: "dialogue-manager",
        applicationID: ApplicationID("XDlg"),
        migrations: [
            Migration(
                "conversations, events, turns and the queue for humans",
                sql: """
                    CREATE TABLE conversations (
                        id TEXT NOT NULL PRIMARY KEY,
                        customer_id TEXT NOT NULL,
                        channel TEXT NOT NULL,
                        opened_ms INTEGER NOT NULL,
                        updated_ms INTEGER NOT NULL,
                        last_event INTEGER NOT NULL,
                        epoch INTEGER NOT NULL,
                        status TEXT NOT NULL,
                        tracker TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX conversations_by_customer ON conversations (customer_id, opened_ms);

                    CREATE TABLE events (
                        conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
                        number INTEGER NOT NULL CHECK (number >= 1),
                        at_ms INTEGER NOT NULL,
                        message_id TEXT NOT NULL,
                        completes_turn INTEGER NOT NULL,
                        kind TEXT NOT NULL,
                        body TEXT NOT NULL,
                        PRIMARY KEY (conversation_id, number)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE turns (
                        conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
                        message_id TEXT NOT NULL,
                        number INTEGER NOT NULL CHECK (number >= 1),
                        first_event INTEGER NOT NULL,
                        last_event INTEGER NOT NULL,
                        record TEXT NOT NULL,
                        PRIMARY KEY (conversation_id, message_id),
                        UNIQUE (conversation_id, number)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE desk_queue (
                        conversation_id TEXT NOT NULL PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
                        language TEXT NOT NULL,
                        reason TEXT NOT NULL,
                        waiting_since_ms INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX desk_queue_by_waiting ON desk_queue (waiting_since_ms);
                    """
            ),
            Migration(
                "the desk: skill, priority, summary and agent; notes; ratings",
                sql: """
                    ALTER TABLE desk_queue ADD COLUMN skill TEXT NOT NULL DEFAULT 'general';
                    ALTER TABLE desk_queue ADD COLUMN priority REAL NOT NULL DEFAULT 0;
                    ALTER TABLE desk_queue ADD COLUMN summary TEXT NOT NULL DEFAULT '';
                    ALTER TABLE desk_queue ADD COLUMN agent_id TEXT NOT NULL DEFAULT '';
                    CREATE INDEX conversations_by_update ON conversations (updated_ms);

                    CREATE TABLE desk_notes (
                        id INTEGER PRIMARY KEY,
                        conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
                        agent_id TEXT NOT NULL,
                        at_ms INTEGER NOT NULL,
                        text TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX desk_notes_by_conversation ON desk_notes (conversation_id);

                    CREATE TABLE ratings (
                        conversation_id TEXT NOT NULL PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
                        score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
                        words TEXT NOT NULL,
                        at_ms INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE deletions (
                        customer_id TEXT NOT NULL,
                        idempotency_key TEXT NOT NULL,
                        receipt TEXT NOT NULL,
                        conversations INTEGER NOT NULL,
                        at_ms INTEGER NOT NULL,
                        PRIMARY KEY (customer_id, idempotency_key)
                    ) STRICT, WITHOUT ROWID;
                    """
            ),
            Migration(
                "approved knowledge and the questions it answers",
                sql: """
                    CREATE TABLE approved_knowledge (
                        id TEXT NOT NULL PRIMARY KEY,
                        body TEXT NOT NULL,
                        approved_by TEXT NOT NULL,
                        at_ms INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE answered_questions (
                        conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
                        message_id TEXT NOT NULL,
                        entry_id TEXT NOT NULL,
                        PRIMARY KEY (conversation_id, message_id)
                    ) STRICT, WITHOUT ROWID;
                    """
            ),
        ]
    )
}
