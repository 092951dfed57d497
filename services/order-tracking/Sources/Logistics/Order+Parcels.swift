extension Order {
    /// The order as its own parcels have it: sent once one of them is, at its end once all of them are.
    ///
    /// An order only moves as its state machine allows, and never back: a contradiction between carriers' events is
    /// seen in the timeline of the parcel and leaves the order where it is.
    func following(_ parcels: [ShipmentProgress]) -> Order {
        var order = self
        if let sentAt = parcels.compactMap(\.collectedAt).min() { order.move(to: .shipped, at: sentAt) }
        let ends = parcels.compactMap(\.endedAt)
        // A delivered order leaves that status by a case alone.
        if order.status == .shipped, ends.count == parcels.count, let last = ends.max() {
            let hasArrived = parcels.contains { $0.status == .delivered }
            order.move(to: hasArrived ? .delivered : .returned, at: last)
        }
        if order.status != status { order.revision += 1 }
        return order
    }

    /// Nothing where the present status does not lead there. Keeps the history in order of time.
    private mutating func move(to next: OrderStatus, at time: Timestamp) {
        guard status.followers.contains(next) else { return }
        status = next
        history.append(StatusChange(status: next, at: max(time, history.last?.at ?? time)))
    }
}
