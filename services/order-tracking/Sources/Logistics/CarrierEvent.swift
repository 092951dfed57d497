/// What a carrier says about a parcel that it knows by its own number.
struct CarrierEvent: Hashable, Sendable {
    var carrier: String
    var trackingNumber: String
    var event: ShipmentEvent

    static let textBytesMax = 512

    /// No part holds the separator: control characters are refused.
    var id: String { [carrier, trackingNumber, event.id].joined(separator: "\u{1F}") }

    /// `path` names the record in errors. Carriers' clocks may be ahead, but not by more than `aheadMax`.
    func validate(_ path: String, now: Timestamp, aheadMax: Duration) throws(ShopError) {
        try identifier(carrier, "\(path).carrier")
        try identifier(trackingNumber, "\(path).tracking_number")
        try identifier(event.id, "\(path).event.id")
        guard Timestamp.range.contains(event.at), event.at <= now.adding(aheadMax) else {
            throw .invalid(
                field: "\(path).event.at_unix_ms",
                rule:
                    "must be since 1970 and at most \(aheadMax / .seconds(1)) seconds ahead (is \(event.at.milliseconds))"
            )
        }
        guard event.status != .created else {
            throw .invalid(field: "\(path).event.status", rule: "must be one that a carrier reports, from collected on")
        }
        for (field, text) in [("place", event.place), ("description", event.description)] {
            guard text.utf8.count <= Self.textBytesMax else {
                throw .invalid(
                    field: "\(path).event.\(field)",
                    rule: "must have at most \(Self.textBytesMax) bytes (has \(text.utf8.count))"
                )
            }
        }
    }

    private func identifier(_ text: String, _ field: String) throws(ShopError) {
        let isIdentifier = text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
        }
        guard (1...FieldReader.identifierBytesMax).contains(text.utf8.count), isIdentifier else {
            throw .invalid(
                field: field,
                rule: "must have 1 to \(FieldReader.identifierBytesMax) bytes without spaces"
            )
        }
    }
}

extension CarrierEvent {
    init(fields: inout FieldReader) throws {
        carrier = try fields.identifier("carrier")
        trackingNumber = try fields.identifier("tracking_number")
        event = try ShipmentEvent(fields: &fields)
    }

    func write(to record: inout ObjectBuilder) {
        record.add("carrier", carrier)
        record.add("tracking_number", trackingNumber)
        event.write(to: &record)
    }
}
