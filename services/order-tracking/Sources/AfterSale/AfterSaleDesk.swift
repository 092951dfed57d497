import SQLStorage

/// Where customers' wishes become changes: prepared as words first, carried out on confirmation, once.
struct AfterSaleDesk: Sendable {
    let file: any DatabaseStore
    let policy: AfterSalePolicy
    let settings: Settings
    let changes: ChangeSignal
    let now: @Sendable () -> Timestamp

    struct Settings: Hashable, Sendable {
        /// How long a prepared action can be confirmed.
        var confirmationTime: Duration
        var pageLimits: PageLimits
    }

    struct Prepared: Hashable, Sendable {
        var consequence: Consequence
        var token: String
        var expiresAt: Timestamp
    }

    /// What a confirmed action left behind.
    struct Executed: Hashable, Sendable {
        var consequence: Consequence
        /// Nil for an action that concerns no order.
        var entry: OrderBook.Entry?
        /// The case that it opened or moved on.
        var afterSaleCase: AfterSaleCase?
    }

    /// Checks every rule; writes nothing. Whoever confirms is checked again.
    func prepare(
        _ action: AfterSaleAction,
        customerID: String,
        orderID: String,
        by role: Actor.Role = .customer
    ) async throws -> Prepared {
        try action.validate()
        let time = now()
        return try await file.read { database in
            let reader = FactsReader(database: database, now: time)
            let decided = try Decided(action, customerID: customerID, orderID: orderID, by: role, policy, reader)
            let prepared = PreparedAction(
                customerID: customerID,
                orderID: decided.consequence.orderID,
                action: action,
                revision: decided.revision,
                consequenceHash: PreparedAction.hash(decided.consequence),
                expiresAt: time.adding(settings.confirmationTime)
            )
            return Prepared(
                consequence: decided.consequence,
                token: prepared.token(try ConfirmationKey.fetch(database)),
                expiresAt: prepared.expiresAt
            )
        }
    }

    /// Each action and the rules against it, for one order.
    func options(customerID: String, orderID: String) async throws -> [AfterSaleOption] {
        let time = now()
        return try await file.read { database in
            let facts = try FactsReader(database: database, now: time).facts(customerID: customerID, orderID: orderID)
            return ActionKind.allCases.filter(\.isOrderOption).map { policy.option($0, facts) }
        }
    }

    /// A case of somebody else is not found.
    func afterSaleCase(id: String, customerID: String) async throws -> AfterSaleCase {
        try await file.read { database in
            guard let found = try AfterSaleCase.fetch(database, id: id),
                let order = try Order.fetch(database, id: found.orderID), order.customerID == customerID
            else { throw AfterSaleError.caseNotFound(id) }
            return found
        }
    }

    /// Oldest first. An order that nobody changed, or that does not exist, has no records.
    func audit(orderID: String, pageSize: Int, pageToken: String) async throws -> Page<AuditRecord> {
        guard !orderID.isEmpty else { throw ShopError.invalid(field: "order_id", rule: "must not be empty") }
        let size = try settings.pageLimits.size(for: pageSize)
        guard let start = pageToken.isEmpty ? 0 : Int64(pageToken), start >= 0 else {
            throw ShopError.invalid(field: "page.token", rule: "must be the next_token of the page before")
        }
        return try await file.read { database in
            let records = try AuditRecord.fetch(database, orderID: orderID, after: start, limit: size + 1)
            let page = Array(records.prefix(size))
            return Page(elements: page, nextToken: records.count > size ? page.last.map { String($0.id) } : nil)
        }
    }
}

extension Timestamp {
    func adding(_ duration: Duration) -> Timestamp {
        Timestamp(milliseconds: milliseconds + Int64(duration / .milliseconds(1)))
    }
}
