import SQLStorage

/// The tables of carriers' events: those of known parcels, and those set aside for parcels still to come.
struct EventLog {
    let database: Database

    enum Entry: Hashable, Sendable {
        case recorded(shipmentID: String)
        /// Seen before; the first report stands.
        case duplicate
        case setAside
    }

    func add(_ record: CarrierEvent) throws -> Entry {
        guard let shipmentID = try shipmentID(record.carrier, record.trackingNumber) else {
            return try setAside(record) ? .setAside : .duplicate
        }
        return try insert(record.event, shipmentID: shipmentID) ? .recorded(shipmentID: shipmentID) : .duplicate
    }

    var unmatchedCount: Int {
        get throws { try database.row("SELECT count(*) AS n FROM unmatched_event", [])?["n"] ?? 0 }
    }

    func eventCount(shipmentID: String) throws -> Int {
        try database.row("SELECT count(*) AS n FROM shipment_event WHERE shipment_id = ?", [shipmentID])?["n"] ?? 0
    }

    /// Gives a parcel that has just become known the events that wait for it; answers with those that it did not have.
    func attach(to shipment: Shipment) throws -> [ShipmentEvent] {
        let key: SQLArguments = [shipment.carrier, shipment.trackingNumber]
        let waiting = try database.rows(
            "SELECT * FROM unmatched_event WHERE carrier = ? AND tracking_number = ? ORDER BY at, id",
            key
        ).map { try CarrierEvent(row: $0).event }
        guard !waiting.isEmpty else { return [] }
        try database.run("DELETE FROM unmatched_event WHERE carrier = ? AND tracking_number = ?", key)
        return try waiting.filter { try insert($0, shipmentID: shipment.id) }
    }

    private func shipmentID(_ carrier: String, _ trackingNumber: String) throws -> String? {
        try database.row(
            "SELECT id FROM shipment WHERE carrier = ? AND tracking_number = ?",
            [carrier, trackingNumber]
        )?.text("id")
    }

    private func setAside(_ record: CarrierEvent) throws -> Bool {
        let event = record.event
        try database.run(
            """
            INSERT INTO unmatched_event (id, carrier, tracking_number, event_id, at, status, place, description)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                record.id, record.carrier, record.trackingNumber, event.id, event.at.milliseconds,
                event.status.rawValue, event.place, event.description,
            ]
        )
        return database.changesCount == 1
    }

    private func insert(_ event: ShipmentEvent, shipmentID: String) throws -> Bool {
        try database.run(
            """
            INSERT INTO shipment_event (shipment_id, id, at, status, place, description)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [shipmentID, event.id, event.at.milliseconds, event.status.rawValue, event.place, event.description]
        )
        return database.changesCount == 1
    }
}

extension CarrierEvent {
    /// One of those that wait.
    static func fetchUnmatched(_ database: Database, id: String) throws -> CarrierEvent? {
        try database.row("SELECT * FROM unmatched_event WHERE id = ?", [id]).map { try CarrierEvent(row: $0) }
    }

    fileprivate init(row: Row) throws {
        carrier = row.text("carrier")
        trackingNumber = row.text("tracking_number")
        event = ShipmentEvent(
            id: row.text("event_id"),
            at: Timestamp(milliseconds: row["at"]),
            status: try row.choice("status"),
            place: row.text("place"),
            description: row.text("description")
        )
    }
}
