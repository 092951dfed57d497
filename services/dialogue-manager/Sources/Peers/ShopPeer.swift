import Contracts
import MeshRuntime

/// Order tracking and recommendation behind one port.
struct ShopPeer: Sendable {
    let orders: OrdersV1.OrdersClient
    let recommender: RecommendationV1.RecommenderClient
    let timeouts: PeerTimeouts

    init(orders: MeshClient, recommender: MeshClient, timeouts: PeerTimeouts) {
        self.orders = OrdersV1.OrdersClient(orders)
        self.recommender = RecommendationV1.RecommenderClient(recommender)
        self.timeouts = timeouts
    }

    func result(of call: ServiceCall, for scope: CallScope) async throws -> CallResult {
        switch call {
        case .orders: .orders(try await listOrders(scope))
        case .order(let number): .order(try await order(number, scope))
        case .shipment(let key): .shipment(try await shipment(key, scope))
        case .products(let mention): .products(try await products(mention, scope))
        case .product(let id): .product(try await product(id))
        case .recommendations(let id): .recommendations(try await recommendations(beside: id, scope))
        case .record: try await record(scope)
        case .customer: .customer(try await customer(scope))
        case .afterSaleOptions(let number): .afterSaleOptions(try await afterSaleOptions(number, scope))
        case .cases: .cases(try await cases(scope))
        case .prepare(let request): .preparation(try await preparation(request, scope))
        case .confirm(let token, let key): .confirmation(try await confirmation(token, key: key, scope))
        }
    }

    private func listOrders(_ scope: CallScope) async throws -> [Order] {
        let request = OrdersV1.ListOrdersRequest(
            customerId: scope.customerID,
            page: TypesV1.PageRequest(size: UInt32(clamping: scope.limit))
        )
        // An empty list and a customer that order tracking has never met are the same to a conversation.
        return try await orNil { try await orders.listOrders(request, options: options) }?.orders.map(Order.init) ?? []
    }

    private func order(_ number: String, _ scope: CallScope) async throws -> Order? {
        let request = OrdersV1.GetOrderRequest(customerId: scope.customerID, orderId: number)
        return try await orNil { try await orders.getOrder(request, options: options) }?.order.map(Order.init)
    }

    private func shipment(_ key: ShipmentKey, _ scope: CallScope) async throws -> Shipment? {
        let key: OrdersV1.GetShipmentRequest.Key =
            switch key {
            case .order(let number): .orderId(number)
            case .trackingNumber(let number): .trackingNumber(number)
            }
        let request = OrdersV1.GetShipmentRequest(customerId: scope.customerID, key: key)
        return try await orNil { try await orders.getShipment(request, options: options) }?
            .shipment.map(Shipment.init)
    }

    private func products(_ mention: String, _ scope: CallScope) async throws -> [Product] {
        let request = OrdersV1.SearchProductsRequest(
            text: mention,
            page: TypesV1.PageRequest(size: UInt32(clamping: scope.limit))
        )
        return try await orders.searchProducts(request, options: options).products.map(Product.init)
    }

    func product(_ id: String) async throws -> Product? {
        let request = OrdersV1.GetProductRequest(productId: id)
        return try await orNil { try await orders.getProduct(request, options: options) }?.product.map(Product.init)
    }

    var options: CallOptions { CallOptions(timeout: timeouts.orders) }

    /// Nil when the service answered that there is no such thing.
    func orNil<Value>(_ body: () async throws -> Value) async throws -> Value? {
        do {
            return try await body()
        } catch let error as CallError where error.code == .notFound {
            return nil
        }
    }
}

/// How long each service is waited for.
struct PeerTimeouts: Hashable, Sendable {
    var nlu: Duration
    var orders: Duration
    var recommendation: Duration
    var inference: Duration = .milliseconds(1_500)
}
