import Contracts

extension OrdersV1.Order {
    init(_ entry: OrderBook.Entry) {
        let order = entry.order
        self.init(
            id: order.id,
            customerId: order.customerID,
            status: OrdersV1.OrderStatus(order.status),
            createdUnixMs: order.createdAt?.milliseconds ?? 0,
            items: order.items.map(OrdersV1.OrderItem.init),
            address: OrdersV1.Address(order.address),
            payments: order.payments.map(OrdersV1.Payment.init),
            total: TypesV1.Money(order.total),
            shipments: entry.shipments.map(OrdersV1.ShipmentSummary.init),
            cancelReason: order.cancelReason,
            revision: UInt64(order.revision)
        )
    }
}

extension OrdersV1.OrderStatus {
    init(_ status: OrderStatus) {
        switch status {
        case .awaitingPayment: self = .awaitingPayment
        case .pending: self = .pending
        case .itemsModified: self = .itemsModified
        case .processing: self = .processing
        case .shipped: self = .shipped
        case .delivered: self = .delivered
        case .returnRequested: self = .returnRequested
        case .exchangeRequested: self = .exchangeRequested
        case .returned: self = .returned
        case .cancelled: self = .cancelled
        }
    }
}

extension OrdersV1.OrderItem {
    init(_ item: OrderItem) {
        self.init(
            id: item.id,
            productId: item.productID,
            variantId: item.variantID,
            name: item.name,
            options: item.options.map(TypesV1.Attribute.init),
            quantity: UInt32(clamping: item.quantity),
            unitPrice: TypesV1.Money(item.unitPrice),
            status: OrdersV1.ItemStatus(item.status)
        )
    }
}

extension OrdersV1.ItemStatus {
    fileprivate init(_ status: OrderItem.Status) {
        switch status {
        case .ordered: self = .ordered
        case .cancelled: self = .cancelled
        case .returnRequested: self = .returnRequested
        case .returned: self = .returned
        case .exchangeRequested: self = .exchangeRequested
        case .exchanged: self = .exchanged
        }
    }
}

extension OrdersV1.Payment {
    init(_ payment: Payment) {
        self.init(
            id: payment.id,
            direction: payment.direction == .charge ? .charge : .refund,
            amount: TypesV1.Money(payment.amount),
            paymentMethodId: payment.methodID,
            atUnixMs: payment.at?.milliseconds ?? 0
        )
    }
}

extension OrdersV1.ShipmentSummary {
    init(_ shipment: Shipment) {
        self.init(
            id: shipment.id,
            carrier: shipment.carrier,
            trackingNumber: shipment.trackingNumber,
            status: OrdersV1.ShipmentStatus(shipment.status),
            itemIds: shipment.itemIDs,
            caseId: shipment.caseID,
            towardShop: shipment.isTowardShop
        )
    }
}

extension OrdersV1.ShipmentStatus {
    init(_ status: ShipmentStatus) {
        switch status {
        case .created: self = .created
        case .collected: self = .collected
        case .inTransit: self = .inTransit
        case .transferred: self = .transferred
        case .outForDelivery: self = .outForDelivery
        case .exception: self = .exception
        case .returning: self = .returning
        case .delivered: self = .delivered
        case .returned: self = .returned
        }
    }
}

extension OrdersV1.Shipment {
    init(_ tracking: ShipmentTracker.Tracking) {
        let shipment = tracking.shipment
        self.init(
            id: shipment.id,
            orderId: shipment.orderID,
            carrier: shipment.carrier,
            trackingNumber: shipment.trackingNumber,
            status: OrdersV1.ShipmentStatus(shipment.status),
            events: shipment.events.map(OrdersV1.ShipmentEvent.init),
            estimate: tracking.estimate.map(OrdersV1.DeliveryEstimate.init),
            delayed: tracking.delay != nil,
            delayReason: tracking.delay?.rawValue ?? ""
        )
    }
}

extension OrdersV1.ShipmentEvent {
    init(_ event: ShipmentEvent) {
        self.init(
            id: event.id,
            atUnixMs: event.at.milliseconds,
            status: OrdersV1.ShipmentStatus(event.status),
            place: event.place,
            description: event.description
        )
    }
}

extension OrdersV1.DeliveryEstimate {
    init(_ estimate: DeliveryEstimate) {
        self.init(
            medianUnixMs: estimate.median.milliseconds,
            range: TypesV1.TimeRange(
                startUnixMs: estimate.range.lowerBound.milliseconds,
                endUnixMs: estimate.range.upperBound.milliseconds
            ),
            evidenceCount: UInt32(clamping: estimate.evidenceCount)
        )
    }
}
