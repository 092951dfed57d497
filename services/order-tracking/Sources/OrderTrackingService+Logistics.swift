import Contracts
import MeshRuntime

extension OrderTrackingService {
    func recordLogistics(
        _ request: OrdersV1.RecordLogisticsRequest,
        context: CallContext
    ) async throws -> OrdersV1.RecordLogisticsResponse {
        try await mappingErrors {
            let records = try request.records.enumerated().map { try CarrierEvent($1, path: "records[\($0)]") }
            let counts = try await logistics.record(records)
            return OrdersV1.RecordLogisticsResponse(
                recorded: UInt32(clamping: counts.recorded),
                duplicates: UInt32(clamping: counts.duplicates),
                unmatched: UInt32(clamping: counts.unmatched)
            )
        }
    }

    func watchOrders(
        _ request: OrdersV1.WatchOrdersRequest,
        responses: ResponseWriter<OrdersV1.OrderChange>,
        context: CallContext
    ) async throws {
        try await mappingErrors {
            try await changes.watch(
                ChangeScope(customerID: request.customerId, orderID: request.orderId),
                after: Int64(clamping: request.afterChange)
            ) { change in
                try await responses.write(OrdersV1.OrderChange(change))
            }
        }
    }
}

extension CarrierEvent {
    /// `path` names the record in errors.
    fileprivate init(_ record: OrdersV1.LogisticsRecord, path: String) throws(ShopError) {
        let event = record.event ?? .init()
        guard let status = ShipmentStatus.allCases.first(where: { OrdersV1.ShipmentStatus($0) == event.status }) else {
            throw .invalid(
                field: "\(path).event.status",
                rule: "must be a known status (is \(event.status.rawValue))"
            )
        }
        self.init(
            carrier: record.carrier,
            trackingNumber: record.trackingNumber,
            event: ShipmentEvent(
                id: event.id,
                at: Timestamp(milliseconds: event.atUnixMs),
                status: status,
                place: event.place,
                description: event.description
            )
        )
    }
}

extension OrdersV1.OrderChange {
    fileprivate init(_ change: OrderChange) {
        self.init(
            change: UInt64(clamping: change.number),
            orderId: change.orderID,
            atUnixMs: change.at.milliseconds
        )
        switch change.what {
        case .status(let status): what = .status(OrdersV1.OrderStatus(status))
        case .event(let event, let shipmentID):
            what = .shipmentEvent(OrdersV1.ShipmentEvent(event))
            shipmentId = shipmentID
        case .caseStatus(let status, let caseID, let kind):
            what = .afterSaleCase(
                OrdersV1.CaseChange(
                    caseId: caseID,
                    kind: OrdersV1.ActionKind(kind),
                    status: OrdersV1.CaseStatus(status)
                )
            )
        }
    }
}
