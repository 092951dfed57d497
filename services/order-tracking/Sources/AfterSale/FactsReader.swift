import SQLStorage

/// Reads what a decision rests on, inside one transaction.
struct FactsReader {
    let database: Database
    let now: Timestamp

    func customer(_ id: String) throws -> Customer {
        guard let customer = try Customer.fetch(database, id: id) else { throw ShopError.customerNotFound }
        return customer
    }

    /// `orderID` may be written as customers write it, see ``OrderNumber``.
    func facts(customerID: String, orderID: String) throws -> AfterSaleFacts {
        let order = try order(customerID: customerID, orderID: orderID)
        let cases = try AfterSaleCase.fetchAll(database, orderID: order.id)
        var products: [String: Product] = [:]
        for id in Set(order.items.map(\.productID)) {
            products[id] = try Product.fetch(database, id: id)
        }
        return AfterSaleFacts(
            customer: try customer(customerID),
            order: order,
            products: products,
            deliveredAt: try deliveredAt(order),
            timesDone: try timesDone(order, cases),
            cases: cases,
            promisedRefund: cases.filter(\.owesRefund).reduce(0) { $0 + ($1.refund?.minorUnits ?? 0) },
            now: now
        )
    }

    /// The order of one of the customer's cases; `orderID`, where it is given, must be that order.
    func facts(customerID: String, caseID: String, orderID: String) throws -> AfterSaleFacts {
        guard let found = try AfterSaleCase.fetch(database, id: caseID),
            orderID.isEmpty || OrderNumber.candidates(orderID).contains(found.orderID)
        else { throw AfterSaleError.caseNotFound(caseID) }
        do {
            return try facts(customerID: customerID, orderID: found.orderID)
        } catch ShopError.orderNotFound {
            throw AfterSaleError.caseNotFound(caseID)
        }
    }

    /// Two parcels of one carrier never have one number.
    func requireNew(_ parcel: Shipment, for kind: ActionKind) throws {
        guard
            try database.exists(
                "SELECT 1 FROM shipment WHERE carrier = ? AND tracking_number = ?",
                [parcel.carrier, parcel.trackingNumber]
            )
        else { return }
        let facts: KeyValuePairs = ["carrier": parcel.carrier, "tracking_number": parcel.trackingNumber]
        throw AfterSaleError.refused([RuleViolation("\(kind.rawValue).tracking_number", facts)])
    }

    private func order(customerID: String, orderID: String) throws -> Order {
        for candidate in OrderNumber.candidates(orderID) {
            if let order = try Order.fetch(database, id: candidate), order.customerID == customerID { return order }
        }
        throw ShopError.orderNotFound(orderID)
    }

    /// The first delivery counts: an exchange or a return that was withdrawn opens no new window.
    private func deliveredAt(_ order: Order) throws -> Timestamp? {
        if let change = order.history.first(where: { $0.status == .delivered }) { return change.at }
        return try database.row("SELECT max(delivered_at) AS at FROM shipment WHERE order_id = ?", [order.id])?
            .timestamp("at")
    }

    /// What opens a case is counted by its cases, without those that came to nothing. An imported order tells by its
    /// status what was done to it elsewhere.
    private func timesDone(_ order: Order, _ cases: [AfterSaleCase]) throws -> [ActionKind: Int] {
        var times: [ActionKind: Int] = [:]
        for row in try database.rows(
            "SELECT kind, count(*) AS times FROM audit_record WHERE order_id = ? GROUP BY kind",
            [order.id]
        ) {
            times[try row.choice("kind")] = row["times"]
        }
        for kind in ActionKind.allCases where kind.caseLetter != nil {
            times[kind] = cases.count { $0.kind == kind && !$0.status.isFailed }
        }
        if order.status == .itemsModified || order.history.contains(where: { $0.status == .itemsModified }) {
            times[.changeItems] = max(times[.changeItems] ?? 0, 1)
        }
        return times
    }
}
