extension Shipment {
    init(fields: inout FieldReader) throws {
        id = try fields.identifier("id")
        orderID = try fields.identifier("order")
        carrier = try fields.textOrEmpty("carrier")
        trackingNumber = try fields.identifier("tracking_number")
        status = try fields.choice("status")
        itemIDs = try fields.texts("items")
        createdAt = try fields.optionalTimestamp("created_at")
        promisedAt = try fields.optionalTimestamp("promised_at")
        caseID = try fields.optionalIdentifier("case") ?? ""
        isTowardShop = try fields.optionalBool("toward_shop") ?? false
        var events: [ShipmentEvent] = []
        var eventIDs: Set<String> = []
        for element in try fields.list("events") {
            var event = try FieldReader(element.value, path: element.path)
            let read = try ShipmentEvent(fields: &event)
            guard eventIDs.insert(read.id).inserted else {
                throw event.violation("id", "must be unique in its list (\"\(read.id)\" occurs twice)")
            }
            events.append(read)
        }
        self.events = events.sorted(by: ShipmentEvent.comesBefore)
        try fields.finish()
        try requireStatusOfEvents(fields)
    }

    func write(to record: inout ObjectBuilder) {
        record.add("id", id)
        record.add("order", orderID)
        record.add("carrier", carrier)
        record.add("tracking_number", trackingNumber)
        record.add("status", status.rawValue)
        record.add("items", itemIDs)
        record.add("created_at", createdAt)
        record.add("promised_at", promisedAt)
        record.add("case", caseID)
        if isTowardShop { record.add("toward_shop", .bool(true)) }
        record.add("events", events.map(\.object))
    }

    /// A parcel without events has the status that it is given; with events, the one they lead to.
    private func requireStatusOfEvents(_ fields: FieldReader) throws {
        guard !events.isEmpty else { return }
        let derived = ShipmentProgress(events: events).status
        guard derived == status else {
            throw fields.violation(
                "status",
                "must be what the events lead to, \(derived.rawValue) (is \(status.rawValue))"
            )
        }
    }
}

extension ShipmentEvent {
    init(fields: inout FieldReader) throws {
        id = try fields.identifier("id")
        at = try fields.requiredTimestamp("at")
        status = try fields.choice("status")
        place = try fields.textOrEmpty("place")
        description = try fields.textOrEmpty("description")
        try fields.finish()
    }

    var object: JSONValue {
        var record = ObjectBuilder()
        write(to: &record)
        return record.object
    }

    func write(to record: inout ObjectBuilder) {
        record.add("id", id)
        record.add("at", at)
        record.add("status", status.rawValue)
        record.add("place", place)
        record.add("description", description)
    }
}
