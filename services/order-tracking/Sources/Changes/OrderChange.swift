import SQLStorage

/// One thing that happened to an order, for whoever watches it.
struct OrderChange: Hashable, Sendable {
    /// Grows with every change of the shop.
    var number: Int64
    var orderID: String
    var at: Timestamp
    var what: What

    enum What: Hashable, Sendable {
        case status(OrderStatus)
        case event(ShipmentEvent, shipmentID: String)
        case caseStatus(CaseStatus, caseID: String, kind: ActionKind)
    }
}

extension OrderChange {
    /// Written in the transaction of the change itself, so that neither is ever there without the other.
    static func insert(_ database: Database, _ order: Order, at: Timestamp, _ what: What) throws {
        try database.run(
            "INSERT INTO order_change (customer_id, order_id, at, what) VALUES (?, ?, ?, ?)",
            [order.customerID, order.id, at.milliseconds, what.object.columnText]
        )
    }

    /// Where a case of the order stands now.
    static func insert(_ database: Database, _ order: Order, of moved: AfterSaleCase) throws {
        let what = What.caseStatus(moved.status, caseID: moved.id, kind: moved.kind)
        try insert(database, order, at: moved.steps.last?.at ?? moved.openedAt, what)
    }

    /// Those after `number`, oldest first.
    static func fetch(
        _ database: Database,
        _ scope: ChangeScope,
        after number: Int64,
        limit: Int
    ) throws -> [OrderChange] {
        try database.rows(
            """
            SELECT * FROM order_change WHERE customer_id = ? AND number > ? AND (? = '' OR order_id = ?)
            ORDER BY number LIMIT ?
            """,
            [scope.customerID, number, scope.orderID, scope.orderID, limit]
        ).map { try OrderChange(row: $0) }
    }

    /// 0 before the first one.
    static func lastNumber(_ database: Database) throws -> Int64 {
        try database.row("SELECT coalesce(max(number), 0) AS last FROM order_change", [])?["last"] ?? 0
    }

    private init(row: Row) throws {
        number = row["number"]
        orderID = row.text("order_id")
        at = Timestamp(milliseconds: row["at"])
        what = try What(row.object("what"))
    }
}

/// Whose changes are watched.
struct ChangeScope: Hashable, Sendable {
    var customerID: String
    /// Empty means all of the customer's orders.
    var orderID = ""
}

extension OrderChange.What {
    fileprivate var object: JSONValue {
        var record = ObjectBuilder()
        switch self {
        case .status(let status): record.add("order", status.rawValue)
        case .event(let event, let shipmentID):
            record.add("shipment", shipmentID)
            record.add("event", event.object)
        case .caseStatus(let status, let caseID, let kind):
            record.add("case", caseID)
            record.add("action", kind.rawValue)
            record.add("status", status.rawValue)
        }
        return record.object
    }

    fileprivate init(_ fields: FieldReader) throws {
        var fields = fields
        if let status: OrderStatus = try fields.optionalChoice("order") {
            self = .status(status)
        } else if let shipmentID = try fields.optionalText("shipment") {
            var event = try fields.object("event")
            self = .event(try ShipmentEvent(fields: &event), shipmentID: shipmentID)
        } else {
            let caseID = try fields.requiredText("case")
            self = .caseStatus(try fields.choice("status"), caseID: caseID, kind: try fields.choice("action"))
        }
    }
}
