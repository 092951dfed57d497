import GRDB
import Storage

extension BehaviourStore {
    /// The customer as of the last commit.
    ///
    /// - Parameter now: Unix milliseconds, for the age of what is kept in memory.
    func state(of customerID: String, now: Int64) async throws -> CustomerState {
        let (known, ticket) = customers.look(customerID, now: now)
        if let known { return known }
        let state = try await file.read { [counting] database in
            try Self.state(of: customerID, counting: counting, in: database)
        }
        customers.keep(state, for: customerID, ticket, now: now)
        return state
    }

    private static func state(
        of customerID: String,
        counting: CountingRules,
        in database: Database
    ) throws -> CustomerState {
        let marks = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT kind, product, MAX(at) AS at, text FROM event WHERE customer = ? AND kind IN (?, ?, ?)
                    GROUP BY kind, product
                    """
            ),
            arguments: StatementArguments([customerID]) + kinds([.dislike, .buy, .return])
        )
        func rows(_ kind: BehaviourEvent.Kind) -> [Row] { marks.filter { ($0["kind"] as Int) == kind.rawValue } }
        let bought = (rows(.buy) + rows(.return)).map { ($0["product"] as String, $0["at"] as Int64) }
        let reasons = rows(.return).map { ($0["product"] as String, $0["text"] as String) }
        return CustomerState(
            history: try history(of: customerID, counting: counting, in: database),
            isMuted: try last(of: [.mute, .unmute], of: customerID, in: database) == .mute,
            isComplaintOpen: try last(of: [.complaintOpened, .complaintClosed], of: customerID, in: database)
                == .complaintOpened,
            disliked: Set(rows(.dislike).map { $0["product"] as String }),
            boughtAt: Dictionary(bought, uniquingKeysWith: max),
            returnReasons: Dictionary(reasons.filter { !$0.1.isEmpty }) { first, _ in first }
        )
    }

    /// Which of some kinds a customer's latest event is, leaving others aside; nil where there is none.
    static func last(
        of kinds: [BehaviourEvent.Kind],
        of customerID: String,
        in database: Database
    ) throws -> BehaviourEvent.Kind? {
        precondition(kinds.count == 2, "two kinds undo each other (are \(kinds.count))")
        let last = try Int.fetchOne(
            database.cachedStatement(
                sql: "SELECT kind FROM event WHERE customer = ? AND kind IN (?, ?) ORDER BY at DESC, id DESC LIMIT 1"
            ),
            arguments: StatementArguments([customerID]) + Self.kinds(kinds)
        )
        return last.flatMap(BehaviourEvent.Kind.init(rawValue:))
    }

    private static func kinds(_ kinds: [BehaviourEvent.Kind]) -> StatementArguments {
        StatementArguments(kinds.map(\.rawValue))
    }

    /// What the customer last searched for or said, in one conversation or, with an empty id, anywhere.
    func lastWords(of customerID: String, conversationID: String, since start: Int64) async throws -> String? {
        try await file.read { database in
            try String.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT text FROM event WHERE customer = ? AND kind IN (?, ?) AND at >= ? AND text <> ''
                        AND (? = '' OR conversation = ?) ORDER BY at DESC, id DESC LIMIT 1
                        """
                ),
                arguments: [
                    customerID, BehaviourEvent.Kind.search.rawValue, BehaviourEvent.Kind.say.rawValue, start,
                    conversationID, conversationID,
                ]
            )
        }
    }
}
