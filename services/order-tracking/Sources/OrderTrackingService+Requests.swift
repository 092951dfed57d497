import Contracts

extension CustomerDirectory.Key {
    init(_ key: OrdersV1.FindCustomerRequest.Key?) throws(ShopError) {
        switch key {
        case .customerId(let id): self = .id(id)
        case .email(let email): self = .email(email)
        case .phone(let phone): self = .phone(phone)
        case .nameAndPostalCode(let both): self = .nameAndPostalCode(name: both.name, postalCode: both.postalCode)
        case nil:
            throw .invalid(field: "key", rule: "must be one of customer_id, email, phone, name_and_postal_code")
        }
    }
}

extension OrderQuery {
    init(_ request: OrdersV1.ListOrdersRequest) throws(ShopError) {
        var statuses: Set<OrderStatus> = []
        for status in request.statuses {
            statuses.insert(try OrderStatus(status))
        }
        self.init(
            customerID: request.customerId,
            statuses: statuses,
            created: try request.created.map { range throws(ShopError) in try Self.range(range) },
            productText: request.productText,
            pageSize: Int(request.page?.size ?? 0),
            pageToken: request.page?.token ?? ""
        )
    }

    private static func range(_ range: TypesV1.TimeRange) throws(ShopError) -> Range<Timestamp> {
        guard range.startUnixMs <= range.endUnixMs else {
            throw .invalid(field: "created", rule: "must end after it starts")
        }
        return Timestamp(milliseconds: range.startUnixMs)..<Timestamp(milliseconds: range.endUnixMs)
    }
}

extension OrderStatus {
    init(_ status: OrdersV1.OrderStatus) throws(ShopError) {
        guard let own = Self.allCases.first(where: { OrdersV1.OrderStatus($0) == status }) else {
            throw .invalid(field: "statuses", rule: "must be known order statuses (is \(status.rawValue))")
        }
        self = own
    }
}

extension ShipmentTracker.Key {
    init(_ key: OrdersV1.GetShipmentRequest.Key?) throws(ShopError) {
        switch key {
        case .shipmentId(let id): self = .shipmentID(id)
        case .trackingNumber(let number): self = .trackingNumber(number)
        case .orderId(let id): self = .orderID(id)
        case nil: throw .invalid(field: "key", rule: "must be one of shipment_id, tracking_number, order_id")
        }
    }
}

extension Catalogue.Query {
    init(_ request: OrdersV1.SearchProductsRequest) {
        self.init(
            text: request.text,
            category: request.category,
            inStockOnly: request.inStockOnly,
            pageSize: Int(request.page?.size ?? 0),
            pageToken: request.page?.token ?? ""
        )
    }
}
