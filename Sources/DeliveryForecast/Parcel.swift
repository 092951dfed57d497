/// A parcel as far as its carrier has told it: all that a forecast looks at.
package struct Parcel: Hashable, Sendable {
    package struct Scan: Hashable, Sendable {
        /// In milliseconds since 1970, UTC.
        package var at: Int64
        package var stage: Stage
        /// City or site, as the carrier writes it.
        package var place: String

        package init(at: Int64, stage: Stage, place: String) {
            self.at = at
            self.stage = stage
            self.place = place
        }
    }

    /// Raw values are those of the import format; the order of cases is how far along a parcel is.
    package enum Stage: String, CaseIterable, Sendable {
        case collected
        case inTransit = "in_transit"
        case transferred
        case exception
        case outForDelivery = "out_for_delivery"
    }

    package var carrier: String
    /// Where it goes.
    package var province: String
    package var city: String
    /// Articles in it.
    package var itemCount: Int
    /// What the customer was told, in milliseconds since 1970, UTC.
    package var promisedAt: Int64?
    /// In order of time. A forecast needs at least one.
    package var scans: [Scan]

    package init(
        carrier: String,
        province: String,
        city: String,
        itemCount: Int,
        promisedAt: Int64?,
        scans: [Scan]
    ) {
        self.carrier = carrier
        self.province = province
        self.city = city
        self.itemCount = itemCount
        self.promisedAt = promisedAt
        self.scans = scans
    }

    /// Where the carrier got it.
    package var origin: String? { scans.first?.place }
}

/// A parcel whose journey ended with the receiver.
package struct DeliveredParcel: Hashable, Sendable {
    /// Its scans are those before the delivery.
    package var parcel: Parcel
    /// In milliseconds since 1970, UTC.
    package var deliveredAt: Int64

    /// Nil without a scan before the delivery, and where the delivery is not the last of all.
    package init?(_ parcel: Parcel, deliveredAt: Int64) {
        guard let last = parcel.scans.last, last.at < deliveredAt else { return nil }
        self.parcel = parcel
        self.deliveredAt = deliveredAt
    }

    package var collectedAt: Int64 { parcel.scans[0].at }
    package var transitHours: Double { Double(deliveredAt - collectedAt) / Hours.milliseconds }
}

enum Hours {
    static let milliseconds = 3_600_000.0
}
