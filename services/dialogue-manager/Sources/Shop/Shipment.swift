/// The newest parcel of an order.
struct Shipment: Codable, Hashable, Sendable {
    var orderNumber: String
    var carrier: String
    var trackingNumber: String
    var status: ShipmentStatus
    /// The newest logistics event; nil before the carrier reported anything.
    var lastEvent: ShipmentEvent?
    /// When it is expected; nil where order tracking has no ground for an estimate, and then none is told.
    var estimate: DeliveryEstimate?
    /// Later than promised, or than is usual for its carrier.
    var isDelayed: Bool

    init(
        orderNumber: String,
        carrier: String,
        trackingNumber: String,
        status: ShipmentStatus,
        lastEvent: ShipmentEvent? = nil,
        estimate: DeliveryEstimate? = nil,
        isDelayed: Bool = false
    ) {
        self.orderNumber = orderNumber
        self.carrier = carrier
        self.trackingNumber = trackingNumber
        self.status = status
        self.lastEvent = lastEvent
        self.estimate = estimate
        self.isDelayed = isDelayed
    }
}

/// When a parcel may arrive.
struct DeliveryEstimate: Codable, Hashable, Sendable {
    /// As likely before as after.
    var median: Moment
    /// Most parcels arrive between these two.
    var earliest: Moment
    var latest: Moment
}

struct ShipmentEvent: Codable, Hashable, Sendable {
    /// City or site, as the carrier writes it; may be empty.
    var place: String
    var occurredAt: Moment
    /// The carrier's words.
    var description: String

    init(place: String, occurredAt: Moment, description: String = "") {
        self.place = place
        self.occurredAt = occurredAt
        self.description = description
    }
}

/// Where a parcel is; the raw values are order tracking's names.
enum ShipmentStatus: String, Codable, CaseIterable, Sendable {
    case created
    case collected
    case inTransit = "in_transit"
    case outForDelivery = "out_for_delivery"
    case delivered
    case exception
    case returning
    case returned
    case transferred
    case unknown
}

/// How a parcel is asked for.
enum ShipmentKey: Codable, Hashable, Sendable {
    /// The newest parcel of this order.
    case order(String)
    case trackingNumber(String)
}
