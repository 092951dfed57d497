/// One parcel of an order and what the carrier said about it.
struct Shipment: Hashable, Sendable {
    var id: String
    var orderID: String
    var carrier = ""
    var trackingNumber: String
    var status: ShipmentStatus
    /// Ids of the order's items that travel in it; empty means all of them.
    var itemIDs: [String] = []
    var createdAt: Timestamp?
    /// What the customer was told; nil when nothing was promised.
    var promisedAt: Timestamp?
    /// The case whose goods travel in it; empty for what the order first sent.
    var caseID = ""
    /// Goods on their way back.
    var isTowardShop = false
    /// In order of time.
    var events: [ShipmentEvent] = []
}

struct ShipmentEvent: Hashable, Sendable {
    /// The carrier's own id of the event, unique within its shipment.
    var id: String
    var at: Timestamp
    var status: ShipmentStatus
    var place = ""
    /// The carrier's words.
    var description = ""

    /// Carriers report late and twice, so a timeline is ordered by time, and by id where times are equal.
    static func comesBefore(_ left: ShipmentEvent, _ right: ShipmentEvent) -> Bool {
        left.at == right.at ? left.id.utf8.lexicographicallyPrecedes(right.id.utf8) : left.at < right.at
    }
}
