import GRDB

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
            promisedRefund: cases.filter(\.status.isPending).reduce(0) { $0 + ($1.refund?.minorUnits ?? 0) },
            now: now
        )
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

    /// An imported order tells by its cases and its status what was done to it elsewhere.
    private func timesDone(_ order: Order, _ cases: [AfterSaleCase]) throws -> [ActionKind: Int] {
        var times: [ActionKind: Int] = [:]
        for row in try database.rows(
            "SELECT kind, count(*) AS times FROM audit_record WHERE order_id = ? GROUP BY kind",
            [order.id]
        ) {
            times[try row.choice("kind")] = row["times"]
        }
        for kind in [ActionKind.returnItems, .exchangeItems] {
            times[kind] = max(times[kind] ?? 0, cases.count { $0.kind == kind })
        }
        if order.status == .itemsModified || order.history.contains(where: { $0.status == .itemsModified }) {
            times[.changeItems] = max(times[.changeItems] ?? 0, 1)
        }
        return times
    }
}
