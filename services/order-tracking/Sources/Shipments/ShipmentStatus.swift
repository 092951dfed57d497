/// Where a parcel stands. ``followers`` is the whole state machine: no other step moves the status.
enum ShipmentStatus: String, CaseIterable, Sendable {
    /// Label made, not yet with the carrier. Any first scan may follow.
    case created
    /// Picked up. Everything but a second pick-up may follow.
    case collected
    /// Between sites; repeats at each one.
    case inTransit = "in_transit"
    /// Handed to another carrier, who scans it as its own.
    case transferred
    /// With the courier. Ends in a signature, a failed attempt, or back at the site.
    case outForDelivery = "out_for_delivery"
    /// A failed attempt, damage, a delay, an address problem. The journey may go on in any direction.
    case exception
    /// On the way back to the sender. Only the arrival there ends it.
    case returning
    /// Signed for by the receiver. Nothing follows; goods sent back later travel in a shipment of their own.
    case delivered
    /// Back with the sender. Nothing follows.
    case returned

    var followers: Set<ShipmentStatus> {
        let moving: Set<ShipmentStatus> = [
            .inTransit, .transferred, .outForDelivery, .exception, .returning, .delivered,
        ]
        return switch self {
        case .created: moving.union([.collected, .returned])
        case .collected, .inTransit, .transferred, .outForDelivery, .exception: moving.union([.returned])
        case .returning: [.returning, .exception, .returned]
        case .delivered, .returned: []
        }
    }

    /// Nothing more is expected of the parcel.
    var isFinal: Bool { followers.isEmpty }
}
