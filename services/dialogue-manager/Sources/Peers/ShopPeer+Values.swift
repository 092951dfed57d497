import Contracts

extension Order {
    init(_ order: OrdersV1.Order) {
        self.init(
            number: order.id,
            status: OrderStatus(order.status),
            placedAt: Moment(milliseconds: order.createdUnixMs),
            items: order.items.map(OrderItem.init),
            total: order.total.map(Money.init) ?? Money(0),
            address: order.address.map(Address.init),
            payments: order.payments.compactMap(Payment.init)
        )
    }
}

extension OrderItem {
    init(_ item: OrdersV1.OrderItem) {
        self.init(
            productID: item.productId,
            name: item.name,
            quantity: Int(item.quantity),
            id: item.id,
            variantID: item.variantId,
            options: item.options.map(\.value),
            unitPrice: item.unitPrice.map(Money.init),
            isOpen: item.status == .ordered || item.status == .exchanged || item.status == .unspecified
        )
    }
}

extension Payment {
    /// Nil without an amount: such a payment says nothing.
    fileprivate init?(_ payment: OrdersV1.Payment) {
        guard let amount = payment.amount else { return nil }
        self.init(
            isRefund: payment.direction == .refund,
            amount: Money(amount),
            methodID: payment.paymentMethodId,
            at: Moment(milliseconds: payment.atUnixMs)
        )
    }
}

extension OrderStatus {
    init(_ status: OrdersV1.OrderStatus) {
        self =
            switch status {
            case .awaitingPayment: .awaitingPayment
            case .pending: .pending
            case .processing: .processing
            case .shipped: .shipped
            case .delivered: .delivered
            case .cancelled: .cancelled
            case .returnRequested: .returnRequested
            case .returned: .returned
            case .exchangeRequested: .exchangeRequested
            case .itemsModified: .itemsModified
            case .unspecified, .unrecognized: .unknown
            }
    }
}

extension Money {
    init(_ money: TypesV1.Money) {
        self.init(money.amountMinor, money.currency)
    }
}

extension Shipment {
    init(_ shipment: OrdersV1.Shipment) {
        self.init(
            orderNumber: shipment.orderId,
            carrier: shipment.carrier,
            trackingNumber: shipment.trackingNumber,
            status: ShipmentStatus(shipment.status),
            lastEvent: shipment.events.last.map { event in
                ShipmentEvent(
                    place: event.place,
                    occurredAt: Moment(milliseconds: event.atUnixMs),
                    description: event.description
                )
            },
            estimate: shipment.estimate.map(DeliveryEstimate.init),
            isDelayed: shipment.delayed
        )
    }
}

extension DeliveryEstimate {
    fileprivate init(_ estimate: OrdersV1.DeliveryEstimate) {
        let median = Moment(milliseconds: estimate.medianUnixMs)
        self.init(
            median: median,
            earliest: estimate.range.map { Moment(milliseconds: $0.startUnixMs) } ?? median,
            latest: estimate.range.map { Moment(milliseconds: $0.endUnixMs) } ?? median
        )
    }
}

extension ShipmentStatus {
    init(_ status: OrdersV1.ShipmentStatus) {
        self =
            switch status {
            case .created: .created
            case .collected: .collected
            case .inTransit: .inTransit
            case .outForDelivery: .outForDelivery
            case .delivered: .delivered
            case .exception: .exception
            case .returning: .returning
            case .returned: .returned
            case .transferred: .transferred
            case .unspecified, .unrecognized: .unknown
            }
    }
}

extension Product {
    init(_ product: OrdersV1.Product) {
        self.init(
            id: product.id,
            name: LocalizedText(product.name, english: product.englishName),
            variants: product.variants.compactMap(ProductVariant.init),
            attributes: product.attributes.map { ProductAttribute(name: $0.name, value: $0.value) },
            description: LocalizedText(product.description, english: product.englishDescription)
        )
        optionNames = product.variants.first?.options.map(\.name)
    }
}

extension ProductVariant {
    /// What order tracking calls a size in its catalogue; other options are told as they are.
    private static let sizeNames: Set<String> = ["尺码", "尺寸", "码数", "鞋码", "size"]

    /// Nil without a price: such a variant can be neither offered nor counted.
    fileprivate init?(_ variant: OrdersV1.Variant) {
        guard let price = variant.price else { return nil }
        self.init(
            options: variant.options.map(\.value),
            size: variant.options.first { Self.sizeNames.contains($0.name.lowercased()) }?.value ?? "",
            price: Money(price),
            stock: variant.available ? Int(variant.stock) : 0,
            id: variant.id
        )
        // Order tracking calls a variant available that has none on hand only where it does not count them.
        if variant.available, variant.stock == 0 { isUncounted = true }
    }
}
