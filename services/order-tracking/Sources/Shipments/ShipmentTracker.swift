import DeliveryForecast
import SQLStorage

/// Where a customer's parcel is and when it should arrive.
struct ShipmentTracker: Sendable {
    let file: any DatabaseStore
    let evidence: Evidence
    /// Nil where none is served; past parcels of the database then speak alone.
    let forecaster: DeliveryForecaster?
    let now: @Sendable () -> Timestamp

    /// How many past parcels an estimate rests on.
    struct Evidence: Hashable, Sendable {
        /// With fewer there is no estimate.
        var countMin: Int
        /// The latest ones alone count, so that an estimate follows the carrier's present speed.
        var countMax: Int
        /// A parcel under way that no carrier has scanned for so long is delayed.
        var silentMax: Duration
    }

    enum Key: Hashable, Sendable {
        case shipmentID(String)
        case trackingNumber(String)
        /// The latest shipment of the order.
        case orderID(String)
    }

    struct Tracking: Hashable, Sendable {
        var shipment: Shipment
        /// Nil once the journey ended, before the first scan, and where history gives no ground.
        var estimate: DeliveryEstimate?
        var delay: Delay?
    }

    /// Why a parcel counts as delayed. Raw values are stable names.
    enum Delay: String, CaseIterable, Sendable {
        case carrierException = "carrier_exception"
        case promisePassed = "promise_passed"
        case slowerThanUsual = "slower_than_usual"
        case noScan = "no_scan"
    }

    func track(_ key: Key, customerID: String) async throws -> Tracking {
        let moment = now()
        return try await file.read { database in
            guard let id = try key.shipmentID(database, customerID: customerID),
                let shipment = try Shipment.fetch(database, id: id)
            else { throw ShopError.shipmentNotFound }
            return try tracking(database, shipment, now: moment)
        }
    }

    private func tracking(_ database: Database, _ shipment: Shipment, now: Timestamp) throws -> Tracking {
        var tracking = Tracking(shipment: shipment)
        guard !shipment.status.isFinal, shipment.status != .returning else { return tracking }
        if let last = shipment.events.last, last.at.adding(evidence.silentMax) < now {
            tracking.delay = .noScan
        }
        // Nothing is foretold of what a customer sends back.
        guard !shipment.isTowardShop else { return tracking }
        let collectedAt = ShipmentProgress(events: shipment.events).collectedAt
        let history = try collectedAt.map { _ in try pastTransits(database, shipment) }
        tracking.estimate = try forecast(database, shipment, now: now)
        if tracking.estimate == nil, let collectedAt, let history {
            tracking.estimate = history.estimate(
                collectedAt: collectedAt,
                now: now,
                evidenceMin: evidence.countMin
            )
        }
        if shipment.status == .exception {
            tracking.delay = .carrierException
        } else if let promisedAt = shipment.promisedAt, promisedAt < now {
            tracking.delay = .promisePassed
        } else if let collectedAt,
            history?.isSlow(collectedAt: collectedAt, now: now, evidenceMin: evidence.countMin) == true
        {
            tracking.delay = .slowerThanUsual
        }
        return tracking
    }

    /// What the trained trees say; nil where they know no parcel like this one.
    private func forecast(_ database: Database, _ shipment: Shipment, now: Timestamp) throws -> DeliveryEstimate? {
        guard let forecaster,
            let order = try database.row(
                """
                SELECT address, (SELECT sum(quantity) FROM order_item WHERE order_id = shop_order.id) AS quantity
                FROM shop_order WHERE id = ?
                """,
                [shipment.orderID]
            )
        else { return nil }
        let parcel = Parcel(shipment, to: try order.address("address"), quantityOrdered: order["quantity"] ?? 0)
        return forecaster.forecast(parcel, now: now.milliseconds).map { forecast in
            DeliveryEstimate(
                median: Timestamp(milliseconds: forecast.median),
                range: Timestamp(milliseconds: forecast.earliest)...Timestamp(milliseconds: forecast.latest),
                evidenceCount: forecaster.parcelCount
            )
        }
    }

    /// The closest group of past parcels that is large enough: this carrier to this region, any carrier to this region
    /// (the distance tells more than the name), this carrier anywhere.
    private func pastTransits(_ database: Database, _ shipment: Shipment) throws -> TransitHistory {
        let region = try database.row("SELECT region FROM shipment WHERE id = ?", [shipment.id])?.text("region")
        let groups: [(condition: String, arguments: SQLArguments)] = [
            ("carrier = ? AND region = ?", [shipment.carrier, region]),
            ("region = ?", [region]),
            ("carrier = ?", [shipment.carrier]),
        ]
        for group in groups {
            let transits = try database.rows(
                """
                SELECT transit FROM shipment WHERE \(group.condition) AND transit IS NOT NULL AND is_toward_shop = 0
                ORDER BY delivered_at DESC LIMIT \(evidence.countMax)
                """,
                group.arguments
            )
            if transits.count >= evidence.countMin { return TransitHistory(transits.map { $0["transit"] }) }
        }
        return TransitHistory([])
    }
}

extension ShipmentTracker.Key {
    /// Nil for somebody else's shipment as for one that does not exist.
    fileprivate func shipmentID(_ database: Database, customerID: String) throws -> String? {
        let (column, values) =
            switch self {
            case .shipmentID(let id): ("shipment.id", [id])
            case .trackingNumber(let number): ("shipment.tracking_number", [number])
            case .orderID(let id): ("shipment.case_id = '' AND shipment.order_id", OrderNumber.candidates(id))
            }
        for value in values {
            let row = try database.row(
                """
                SELECT shipment.id AS id FROM shipment JOIN shop_order ON shop_order.id = shipment.order_id
                WHERE \(column) = ? AND shop_order.customer_id = ?
                ORDER BY coalesce(shipment.created_at, 0) DESC, shipment.id DESC LIMIT 1
                """,
                [value, customerID]
            )
            if let row { return row.text("id") }
        }
        return nil
    }
}
