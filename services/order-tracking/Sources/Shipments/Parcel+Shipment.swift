import DeliveryForecast

extension Parcel {
    /// The parcel as a forecast sees it: with the scans that moved it, as training saw past ones.
    init(_ shipment: Shipment, to address: Address, quantityOrdered: Int) {
        self.init(
            carrier: shipment.carrier,
            province: address.province,
            city: address.city,
            itemCount: shipment.itemIDs.isEmpty ? quantityOrdered : shipment.itemIDs.count,
            promisedAt: shipment.promisedAt?.milliseconds,
            scans: shipment.events.compactMap { event in
                Stage(rawValue: event.status.rawValue).map {
                    Scan(at: event.at.milliseconds, stage: $0, place: event.place)
                }
            }
        )
    }
}
