import GRDB
import Storage

extension ConversationStore {
    /// Reads the events row by row, and of their bodies only what counts, so that memory does not grow with them.
    func report(on period: ReportPeriod) async throws -> ConversationReport {
        try await database.read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT conversations.id, opened_ms, at_ms, kind,
                        json_extract(body, '$.answer') AS answer, json_extract(body, '$.status') AS new_status,
                        json_extract(body, '$.reason') AS reason, json_extract(body, '$.score') AS score
                    FROM conversations JOIN events ON conversation_id = id
                    WHERE opened_ms >= ? AND opened_ms < ? ORDER BY id, number
                    """,
                arguments: [period.from.milliseconds, period.to.milliseconds]
            )
            var report = ConversationReport()
            var (current, day, course) = ("", period.day(of: period.from), ConversationCourse())
            while let row = try rows.next() {
                let id: String = row["id"]
                if id != current {
                    report.add(course, on: day)
                    let opened = Moment(milliseconds: row["opened_ms"])
                    (current, day, course) = (id, period.day(of: opened), ConversationCourse())
                }
                if let step = ConversationCourse.Step(row: row) {
                    course.add(step, at: Moment(milliseconds: row["at_ms"]))
                }
            }
            report.add(course, on: day)
            return report
        }
    }
}

extension ConversationCourse.Step {
    /// Nil for events that no figure counts.
    fileprivate init?(row: Row) {
        let kind: String = row["kind"]
        switch kind {
        case "customer_message": self = .customerMessage
        case "clerk_message": self = .clerkMessage(answer: row["answer"] ?? "")
        case "agent_message": self = .agentMessage
        case "status_change":
            guard let status = ConversationStatus(rawValue: row["new_status"] ?? "") else { return nil }
            self = .status(status, reason: row["reason"] ?? "")
        case "rating": self = .rating(row["score"] ?? 0)
        default: return nil
        }
    }
}
