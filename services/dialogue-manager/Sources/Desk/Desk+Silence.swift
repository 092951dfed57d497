import GRDB
import Logging
import MeshRuntime
import ServiceLifecycle
import Storage

extension Desk {
    /// Puts conversations back into the queue whose human lets the customer wait. They keep their place in it. Returns
    /// which.
    func takeBackFromTheSilent() async throws -> [String] {
        let now = world.now()
        let limit = now.milliseconds - Int64(settings.silenceMax / .milliseconds(1))
        var taken: [String] = []
        let held = try await database.read { database in
            // Humans have few at a time, whatever waits beside them.
            try DeskEntry.fetchAll(database, where: "agent_id <> ''", [], limit: Self.heldMax)
        }
        for entry in held {
            let isTaken = try await database.write { database in
                // It may have been answered or passed on since the queue was read.
                let agent = try String.fetchOne(
                    database,
                    sql: "SELECT agent_id FROM desk_queue WHERE conversation_id = ?",
                    arguments: [entry.conversationID]
                )
                guard agent == entry.agentID else { return false }
                guard let since = try Self.waitingSince(entry.conversationID, database), since.milliseconds <= limit
                else { return false }
                try database.execute(
                    sql: "UPDATE desk_queue SET agent_id = '' WHERE conversation_id = ?",
                    arguments: [entry.conversationID]
                )
                _ = try Self.move(
                    entry.conversationID,
                    to: .waitingForHuman,
                    because: "the human did not answer",
                    now,
                    database
                )
                return true
            }
            if isTaken {
                feed.announce(entry.conversationID)
                taken.append(entry.conversationID)
            }
        }
        return taken
    }

    /// Conversations that are looked at in one go; those of longest waiting first.
    private static let heldMax = 10_000

    /// Since when the customer waits for the human's word: the first message that the human has not answered, or the
    /// taking itself. Nil where the human spoke last.
    private static func waitingSince(_ conversationID: String, _ database: Database) throws -> Moment? {
        let act = try Row.fetchOne(
            database,
            sql: """
                SELECT number, at_ms, kind FROM events
                WHERE conversation_id = ? AND kind IN ('agent_message', 'status_change')
                ORDER BY number DESC LIMIT 1
                """,
            arguments: [conversationID]
        )
        guard let act else { return nil }
        let (number, kind): (Int, String) = (act["number"], act["kind"])
        if kind == "status_change" { return Moment(milliseconds: act["at_ms"]) }
        return try Int64.fetchOne(
            database,
            sql: """
                SELECT at_ms FROM events WHERE conversation_id = ? AND number > ? AND kind = 'customer_message'
                ORDER BY number LIMIT 1
                """,
            arguments: [conversationID, number]
        )
        .map(Moment.init(milliseconds:))
    }
}

/// Looks again and again for customers whom a human lets wait.
struct SilenceWatch: Service {
    let desk: Desk
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    for id in try await desk.takeBackFromTheSilent() {
                        logger.notice("taken back from a silent human", metadata: ["conversation.id": "\(id)"])
                    }
                } catch {
                    // The next look sees it.
                    logger.warning("the desk could not be read", metadata: ["storage.error": "\(error)"])
                }
                try? await Task.sleep(for: interval)
            }
        }
    }
}
