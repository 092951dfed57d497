/// The status and milestones that a parcel's events lead to.
///
/// Events are fed in order of time. One whose status may not follow the present one stays in the timeline without
/// moving the status: a late scan of a hub does not take a signature back.
struct ShipmentProgress: Hashable, Sendable {
    private(set) var status = ShipmentStatus.created
    private(set) var collectedAt: Timestamp?
    private(set) var deliveredAt: Timestamp?
    /// When nothing more was to be expected of it.
    private(set) var endedAt: Timestamp?

    init() {}

    init(events: [ShipmentEvent]) {
        for event in events.sorted(by: ShipmentEvent.comesBefore) {
            apply(event)
        }
    }

    mutating func apply(_ event: ShipmentEvent) {
        guard status.followers.contains(event.status) else { return }
        if collectedAt == nil { collectedAt = event.at }
        if event.status == .delivered { deliveredAt = event.at }
        status = event.status
        if status.isFinal { endedAt = event.at }
    }

    /// Time with the carrier, from the first scan to the signature.
    var transitMilliseconds: Int64? {
        guard let collectedAt, let deliveredAt else { return nil }
        return deliveredAt.milliseconds - collectedAt.milliseconds
    }
}
