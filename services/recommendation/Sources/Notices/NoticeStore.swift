import GRDB
import Storage

/// The outbox: which customers are told of which promotion, and how far each notice is.
struct NoticeStore: Sendable {
    let file: DatabaseFile

    /// Customers who consented to a channel and were not assigned to the promotion yet, in order of their ids.
    func unassigned(_ promotionID: String, channel: Consent.Channel, after: String, limit: Int) async throws -> [String]
    {
        try await file.read { database in
            try String.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT customer FROM consent WHERE channel = ? AND granted = 1 AND customer > ? AND customer NOT IN
                        (SELECT customer FROM notice WHERE promotion = ?) ORDER BY customer LIMIT ?
                        """
                ),
                arguments: [channel.rawValue, after, promotionID, limit]
            )
        }
    }

    /// Assigns customers that are not assigned yet; an assignment is for good.
    func assign(_ notices: [Notice]) async throws {
        guard !notices.isEmpty else { return }
        try await file.write { database in
            for notice in notices {
                try database.cachedStatement(sql: "INSERT OR IGNORE INTO notice VALUES (?, ?, ?, ?, ?, 0)").execute(
                    arguments: [
                        notice.promotionID, notice.customerID, notice.state.rawValue, notice.assignedAt,
                        notice.assignedAt,
                    ]
                )
            }
        }
    }

    /// Waiting notices whose time has come, the earliest first.
    func due(now: Int64, limit: Int) async throws -> [Notice] {
        try await file.read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql:
                        "SELECT * FROM notice WHERE state = ? AND next_try <= ? ORDER BY next_try, promotion, customer LIMIT ?"
                ),
                arguments: [Notice.State.waiting.rawValue, now, limit]
            ).compactMap(Notice.init(row:))
        }
    }

    /// Moves a notice on from `state`; false, and nothing changes, when it is in another one.
    func move(
        _ notice: Notice,
        from state: Notice.State,
        to next: Notice.State,
        nextTry: Int64 = 0,
        sent: Int64 = 0
    ) async throws
        -> Bool
    {
        try await file.write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE notice SET state = ?, next_try = ?, sent = ? WHERE promotion = ? AND customer = ? AND state = ?
                    """
            ).execute(
                arguments: [next.rawValue, nextTry, sent, notice.promotionID, notice.customerID, state.rawValue]
            )
            return database.changesCount == 1
        }
    }

    /// After a start: what was being sent may have arrived, so it is not sent again.
    func lapseUnfinished() async throws {
        try await file.write { database in
            try database.execute(
                sql: "UPDATE notice SET state = ? WHERE state = ?",
                arguments: [Notice.State.lapsed.rawValue, Notice.State.sending.rawValue]
            )
        }
    }

    func deliveries(to customerID: String, since start: Int64) async throws -> [Int64] {
        try await file.read { database in
            try Int64.fetchAll(
                database.cachedStatement(
                    sql: "SELECT sent FROM notice WHERE customer = ? AND state IN (?, ?) AND sent >= ?"
                ),
                arguments: [
                    customerID, Notice.State.delivered.rawValue, Notice.State.sending.rawValue, start,
                ]
            )
        }
    }

    /// All notices of a promotion.
    func notices(of promotionID: String) async throws -> [Notice] {
        try await file.read { database in
            try Row.fetchAll(
                database.cachedStatement(sql: "SELECT * FROM notice WHERE promotion = ? ORDER BY customer"),
                arguments: [promotionID]
            ).compactMap(Notice.init(row:))
        }
    }

    /// Which customers bought, within so long of their assignment, one of some products (any, where none is named).
    func buyers(
        _ notices: [Notice],
        within milliseconds: Int64,
        isCovered: @escaping @Sendable (String) -> Bool
    ) async throws
        -> Set<String>
    {
        try await file.read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT DISTINCT product FROM event WHERE customer = ? AND kind = ? AND at >= ? AND at < ?"
            )
            var buyers: Set<String> = []
            for notice in notices {
                let products = try String.fetchAll(
                    statement,
                    arguments: [
                        notice.customerID, BehaviourEvent.Kind.buy.rawValue, notice.assignedAt,
                        notice.assignedAt + milliseconds,
                    ]
                )
                if products.contains(where: isCovered) { buyers.insert(notice.customerID) }
            }
            return buyers
        }
    }
}

extension Notice {
    /// Nil for a state that only another release knows.
    init?(row: Row) {
        guard let state = State(rawValue: row["state"]) else { return nil }
        self.init(
            promotionID: row["promotion"],
            customerID: row["customer"],
            state: state,
            assignedAt: row["assigned"]
        )
    }
}
