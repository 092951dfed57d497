extension ShopRecord {
    /// The same record with every date moved by whole days, so that a demo's hours of the day stay plausible.
    ///
    /// Fails where a date would leave the years 1970 to 9999.
    func shifted(days: Int) throws -> ShopRecord {
        guard days != 0 else { return self }
        func move(_ timestamp: Timestamp) throws -> Timestamp {
            let moved = timestamp.adding(days: days)
            guard Timestamp.range.contains(moved) else {
                throw FieldViolation(
                    field: "",
                    rule: "\(timestamp) moved by \(days) days leaves the years 1970 to 9999"
                )
            }
            return moved
        }
        switch self {
        case .header, .customer, .product:
            return self
        case .order(var order):
            order.createdAt = try order.createdAt.map(move)
            for index in order.payments.indices { order.payments[index].at = try order.payments[index].at.map(move) }
            for index in order.history.indices { order.history[index].at = try move(order.history[index].at) }
            return .order(order)
        case .shipment(var shipment):
            shipment.createdAt = try shipment.createdAt.map(move)
            shipment.promisedAt = try shipment.promisedAt.map(move)
            for index in shipment.events.indices { shipment.events[index].at = try move(shipment.events[index].at) }
            return .shipment(shipment)
        case .afterSaleCase(var moved):
            moved.openedAt = try move(moved.openedAt)
            for index in moved.steps.indices { moved.steps[index].at = try move(moved.steps[index].at) }
            return .afterSaleCase(moved)
        case .carrierEvent(var record):
            record.event.at = try move(record.event.at)
            return .carrierEvent(record)
        }
    }
}
