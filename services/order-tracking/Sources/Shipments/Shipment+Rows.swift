import SQLStorage

extension Shipment {
    /// `region` is the province of the order's address.
    func insert(_ database: Database, region: String) throws {
        let progress = ShipmentProgress(events: events)
        try database.run(
            """
            INSERT INTO shipment
            (id, order_id, carrier, tracking_number, status, item_ids, created_at, promised_at, region, delivered_at,
             transit, case_id, is_toward_shop)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id, orderID, carrier, trackingNumber, status.rawValue, JSONValue.texts(itemIDs).columnText,
                createdAt?.milliseconds, promisedAt?.milliseconds, region, progress.deliveredAt?.milliseconds,
                progress.transitMilliseconds, caseID, isTowardShop,
            ]
        )
        for event in events {
            try database.run(
                "INSERT INTO shipment_event (shipment_id, id, at, status, place, description) VALUES (?, ?, ?, ?, ?, ?)",
                [id, event.id, event.at.milliseconds, event.status.rawValue, event.place, event.description]
            )
        }
    }

    /// Writes where its events have brought it.
    func updateProgress(_ database: Database, _ progress: ShipmentProgress) throws {
        try database.run(
            "UPDATE shipment SET status = ?, delivered_at = ?, transit = ? WHERE id = ?",
            [progress.status.rawValue, progress.deliveredAt?.milliseconds, progress.transitMilliseconds, id]
        )
    }

    static func fetch(_ database: Database, id: String, withEvents: Bool = true) throws -> Shipment? {
        try database.row("SELECT * FROM shipment WHERE id = ?", [id])
            .map { try Shipment(row: $0, database, withEvents: withEvents) }
    }

    /// In the order in which they were made.
    static func fetchAll(_ database: Database, orderID: String, withEvents: Bool) throws -> [Shipment] {
        try database.rows("SELECT * FROM shipment WHERE order_id = ? ORDER BY coalesce(created_at, 0), id", [orderID])
            .map { try Shipment(row: $0, database, withEvents: withEvents) }
    }

    private init(row: Row, _ database: Database, withEvents: Bool) throws {
        id = row.text("id")
        orderID = row.text("order_id")
        carrier = row.text("carrier")
        trackingNumber = row.text("tracking_number")
        status = try row.choice("status")
        itemIDs = try row.texts("item_ids")
        createdAt = row.timestamp("created_at")
        promisedAt = row.timestamp("promised_at")
        caseID = row.text("case_id")
        isTowardShop = row["is_toward_shop"]
        guard withEvents else { return }
        events = try database.rows("SELECT * FROM shipment_event WHERE shipment_id = ? ORDER BY at, id", [id])
            .map { try ShipmentEvent(row: $0) }
    }
}

extension ShipmentEvent {
    init(row: Row) throws {
        id = row.text("id")
        at = Timestamp(milliseconds: row["at"])
        status = try row.choice("status")
        place = row.text("place")
        description = row.text("description")
    }
}
