import SQLStorage

extension AfterSaleDesk {
    /// One confirmation as a caller asks for it.
    struct Confirmation: Hashable, Sendable {
        var customerID: String
        var token: String
        var idempotencyKey: String
        var actor: Actor
    }

    static let idempotencyKeyBytesMax = 128

    /// Carries a prepared action out, in one transaction, once: the same key and token get the bytes that `answer`
    /// made the first time.
    func confirm(
        _ confirmation: Confirmation,
        answer: @escaping @Sendable (Executed) throws -> [UInt8]
    ) async throws -> [UInt8] {
        guard (1...Self.idempotencyKeyBytesMax).contains(confirmation.idempotencyKey.utf8.count) else {
            throw ShopError.invalid(
                field: "idempotency_key",
                rule: "must have 1 to \(Self.idempotencyKeyBytesMax) bytes"
            )
        }
        let time = now()
        defer { changes.announce() }
        return try await file.write { database in
            let execution = ActionExecution(database: database, policy: policy, now: time)
            if let given = try execution.answerGiven(to: confirmation) { return given }
            let executed = try execution.run(confirmation)
            let bytes = try answer(executed)
            try execution.remember(bytes, to: confirmation)
            return bytes
        }
    }
}

/// One confirmed action, inside its transaction.
struct ActionExecution {
    let database: Database
    let policy: AfterSalePolicy
    let now: Timestamp

    /// Nil for a key that is new; ``AfterSaleError/keyReused(_:)`` for one of another confirmation.
    func answerGiven(to confirmation: AfterSaleDesk.Confirmation) throws -> [UInt8]? {
        let row = try database.row(
            "SELECT token_hash, answer FROM confirmed_action WHERE customer_id = ? AND idempotency_key = ?",
            [confirmation.customerID, confirmation.idempotencyKey]
        )
        guard let row else { return nil }
        guard row.bytes("token_hash") == confirmation.tokenHash else {
            throw AfterSaleError.keyReused(confirmation.idempotencyKey)
        }
        return row.bytes("answer")
    }

    func run(_ confirmation: AfterSaleDesk.Confirmation) throws -> AfterSaleDesk.Executed {
        let prepared = try prepared(confirmation)
        let reader = FactsReader(database: database, now: now)
        if !prepared.orderID.isEmpty {
            let order = try Order.fetch(database, id: prepared.orderID)
            guard order?.revision == prepared.revision else { throw AfterSaleError.factsChanged }
        }
        let decided = try Decided(
            prepared.action,
            customerID: prepared.customerID,
            orderID: prepared.orderID,
            by: confirmation.actor.role,
            policy,
            reader
        )
        guard PreparedAction.hash(decided.consequence) == prepared.consequenceHash else {
            throw AfterSaleError.factsChanged
        }
        try ActionWriter(database: database, policy: policy, now: now).write(
            decided,
            prepared.action,
            customerID: prepared.customerID,
            actor: confirmation.actor,
            key: confirmation.idempotencyKey
        )
        return try executed(decided)
    }

    func remember(_ answer: [UInt8], to confirmation: AfterSaleDesk.Confirmation) throws {
        try database.run(
            "INSERT INTO confirmed_action (customer_id, idempotency_key, token_hash, at, answer) VALUES (?, ?, ?, ?, ?)",
            [
                confirmation.customerID, confirmation.idempotencyKey, confirmation.tokenHash, now.milliseconds,
                answer,
            ]
        )
    }

    private func prepared(_ confirmation: AfterSaleDesk.Confirmation) throws -> PreparedAction {
        let prepared = try PreparedAction(token: confirmation.token, ConfirmationKey.fetch(database))
        guard prepared.customerID == confirmation.customerID else { throw AfterSaleError.foreignToken }
        let isExecuted = try database.exists(
            "SELECT 1 FROM confirmed_action WHERE token_hash = ?",
            [confirmation.tokenHash]
        )
        guard !isExecuted else { throw AfterSaleError.alreadyExecuted }
        guard now < prepared.expiresAt else { throw AfterSaleError.tokenExpired(at: prepared.expiresAt) }
        return prepared
    }

    private func executed(_ decided: Decided) throws -> AfterSaleDesk.Executed {
        var executed = AfterSaleDesk.Executed(consequence: decided.consequence)
        if case .order(let plan, _) = decided.change {
            // Read again: a parcel that was announced may have brought its events along.
            executed.entry = OrderBook.Entry(
                order: try Order.fetch(database, id: plan.order.id) ?? plan.order,
                shipments: try Shipment.fetchAll(database, orderID: plan.order.id, withEvents: false)
            )
            executed.afterSaleCase = try plan.caseChange.flatMap { try AfterSaleCase.fetch(database, id: $0.after.id) }
        }
        return executed
    }
}

extension AfterSaleDesk.Confirmation {
    fileprivate var tokenHash: [UInt8] { PreparedAction.hash(Array(token.utf8)) }
}
