import SQLStorage

/// Events taken in inside one transaction; what they mean for orders and cases is decided once they all are in.
struct LogisticsIntake {
    let database: Database
    let policy: AfterSalePolicy
    let now: Timestamp
    private(set) var counts = LogisticsDesk.Counts()
    /// New events by parcel, in the order in which the parcels were named.
    private var touched: [(shipmentID: String, events: [ShipmentEvent])] = []
    private var places: [String: Int] = [:]

    var touchedCount: Int { touched.count }

    init(database: Database, policy: AfterSalePolicy, now: Timestamp) {
        self.database = database
        self.policy = policy
        self.now = now
    }

    mutating func take(_ record: CarrierEvent) throws {
        switch try EventLog(database: database).add(record) {
        case .recorded(let shipmentID):
            counts.recorded += 1
            touch(shipmentID, [record.event])
        case .duplicate: counts.duplicates += 1
        case .setAside: counts.unmatched += 1
        }
    }

    /// A parcel that has just become known gets the events that came before it.
    mutating func attach(to shipment: Shipment) throws {
        let events = try EventLog(database: database).attach(to: shipment)
        guard !events.isEmpty else { return }
        touch(shipment.id, events)
    }

    /// Brings the parcels, and then their orders and cases, to where the events say that they are.
    mutating func follow() throws {
        for (shipmentID, events) in touched {
            guard let shipment = try progressed(shipmentID),
                let order = try Order.fetch(database, id: shipment.orderID)
            else { continue }
            for event in events {
                let what = OrderChange.What.event(event, shipmentID: shipment.id)
                try OrderChange.insert(database, order, at: event.at, what)
            }
            if shipment.caseID.isEmpty {
                try follow(order)
            } else if shipment.status == .delivered {
                try follow(shipment, of: order)
            }
        }
        touched = []
        places = [:]
    }

    private mutating func touch(_ shipmentID: String, _ events: [ShipmentEvent]) {
        if let place = places[shipmentID] {
            touched[place].events += events
        } else {
            places[shipmentID] = touched.count
            touched.append((shipmentID, events))
        }
    }

    private func progressed(_ shipmentID: String) throws -> Shipment? {
        guard var shipment = try Shipment.fetch(database, id: shipmentID) else { return nil }
        guard shipment.events.count <= FieldReader.listCountMax else {
            throw LogisticsError.tooManyEvents(
                trackingNumber: shipment.trackingNumber,
                countMax: FieldReader.listCountMax
            )
        }
        let progress = ShipmentProgress(events: shipment.events)
        shipment.status = progress.status
        try shipment.updateProgress(database, progress)
        return shipment
    }

    private func follow(_ order: Order) throws {
        let parcels = try Shipment.fetchAll(database, orderID: order.id, withEvents: true)
            .filter { $0.caseID.isEmpty && !$0.isPastWithoutEvents }.map { ShipmentProgress(events: $0.events) }
        let moved = order.following(parcels)
        guard moved != order else { return }
        try moved.update(database, from: order)
        guard moved.status == .returned else { return }
        let facts = try FactsReader(database: database, now: now).facts(customerID: order.customerID, orderID: order.id)
        guard let opened = policy.caseOfUndelivered(facts) else { return }
        try opened.insert(database)
        try OrderChange.insert(database, moved, of: opened)
    }

    /// A step that the staff took already, or that the case has left behind, is no mistake of the carrier's.
    private func follow(_ shipment: Shipment, of order: Order) throws {
        let step: CaseStep = shipment.isTowardShop ? .goodsReceived : .replacementReceived
        let advance = CaseAdvance(caseID: shipment.caseID, step: step, note: shipment.trackingNumber)
        let action = AfterSaleAction.advanceCase(advance)
        do {
            let decided = try Decided(
                action,
                customerID: order.customerID,
                orderID: order.id,
                by: .logistics,
                policy,
                FactsReader(database: database, now: now)
            )
            try ActionWriter(database: database, policy: policy, now: now).write(
                decided,
                action,
                customerID: order.customerID,
                actor: .carrier(shipment.carrier),
                key: ""
            )
        } catch AfterSaleError.refused {
            return
        }
    }
}

extension Shipment {
    /// Ended in a shop that kept no events.
    fileprivate var isPastWithoutEvents: Bool { events.isEmpty && status.isFinal }
}
