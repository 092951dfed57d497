import Contracts
import MeshRuntime

// The other services of the mesh as far as the dialogue calls them, answering from values a test writes down.

struct FakeNlu: NluV1.NluService {
    var understand: @Sendable (NluV1.UnderstandRequest) throws -> NluV1.Understanding

    func understand(
        _ request: NluV1.UnderstandRequest,
        context: CallContext
    ) async throws -> NluV1.UnderstandResponse {
        NluV1.UnderstandResponse(understanding: try understand(request))
    }

    /// Reads every message as this one intent.
    static func reading(_ intent: String) -> FakeNlu {
        FakeNlu { _ in
            NluV1.Understanding(
                language: .chinese,
                intents: [NluV1.IntentSpan(candidates: [NluV1.IntentScore(intent: intent, confidence: 0.9)])]
            )
        }
    }
}

/// One customer, "C1", with one order under way.
struct FakeOrders: OrdersV1.OrdersService {
    static let lamp = OrdersV1.Product(
        id: "P1",
        name: "暖光护眼台灯",
        englishName: "Warm Desk Lamp",
        attributes: [TypesV1.Attribute(name: "光源", value: "LED")],
        variants: [
            OrdersV1.Variant(
                id: "V1",
                options: [TypesV1.Attribute(name: "尺码", value: "L"), TypesV1.Attribute(name: "颜色", value: "白色")],
                price: TypesV1.Money(amountMinor: 12_900, currency: "CNY"),
                stock: 7,
                available: true
            ),
            OrdersV1.Variant(
                id: "V2",
                price: TypesV1.Money(amountMinor: 9_900, currency: "CNY"),
                stock: 4,
                available: false
            ),
        ]
    )

    static let order = OrdersV1.Order(
        id: "XD20480001",
        customerId: "C1",
        status: .shipped,
        createdUnixMs: 1_795_226_400_000,
        items: [OrdersV1.OrderItem(id: "I1", productId: "P1", variantId: "V1", name: "暖光护眼台灯", quantity: 2)],
        total: TypesV1.Money(amountMinor: 25_800, currency: "CNY")
    )

    static let shipment = OrdersV1.Shipment(
        id: "S1",
        orderId: "XD20480001",
        carrier: "云途速运",
        trackingNumber: "YT7001",
        status: .inTransit,
        events: [
            OrdersV1.ShipmentEvent(id: "1", atUnixMs: 1_795_400_000_000, status: .collected, place: "宁波"),
            OrdersV1.ShipmentEvent(id: "2", atUnixMs: 1_795_478_400_000, status: .inTransit, place: "杭州转运中心"),
        ],
        estimate: OrdersV1.DeliveryEstimate(medianUnixMs: 1_795_572_000_000)
    )

    func listOrders(
        _ request: OrdersV1.ListOrdersRequest,
        context: CallContext
    ) async throws -> OrdersV1.ListOrdersResponse {
        guard request.customerId == "C1" else { throw CallError(.notFound, "no such customer") }
        return OrdersV1.ListOrdersResponse(orders: [Self.order])
    }

    func getOrder(
        _ request: OrdersV1.GetOrderRequest,
        context: CallContext
    ) async throws -> OrdersV1.GetOrderResponse {
        guard request.customerId == "C1", request.orderId == Self.order.id else {
            throw CallError(.notFound, "no such order")
        }
        return OrdersV1.GetOrderResponse(order: Self.order)
    }

    func getShipment(
        _ request: OrdersV1.GetShipmentRequest,
        context: CallContext
    ) async throws -> OrdersV1.GetShipmentResponse {
        switch request.key {
        case .orderId(Self.order.id), .trackingNumber("YT7001"): .init(shipment: Self.shipment)
        default: throw CallError(.notFound, "no such shipment")
        }
    }

    func searchProducts(
        _ request: OrdersV1.SearchProductsRequest,
        context: CallContext
    ) async throws -> OrdersV1.SearchProductsResponse {
        OrdersV1.SearchProductsResponse(products: Self.lamp.name.contains(request.text) ? [Self.lamp] : [])
    }

    func getProduct(
        _ request: OrdersV1.GetProductRequest,
        context: CallContext
    ) async throws -> OrdersV1.GetProductResponse {
        guard request.productId == "P1" else { throw CallError(.notFound, "no such product") }
        return OrdersV1.GetProductResponse(product: Self.lamp)
    }
}

/// Recommends a product that has left the catalogue before one that is in it.
struct FakeRecommender: RecommendationV1.RecommenderService {
    func recommend(
        _ request: RecommendationV1.RecommendRequest,
        context: CallContext
    ) async throws -> RecommendationV1.RecommendResponse {
        guard !request.complaintOpen else { return .init(silentBecause: "complaint_open") }
        return RecommendationV1.RecommendResponse(
            recommendations: [
                .init(productId: "gone"),
                .init(
                    productId: "P1",
                    reasons: [.init(kind: .popular, count: 9), .init(kind: .yourPurchase, productId: "P1")]
                ),
            ]
        )
    }

    /// Takes nothing but the one sentence that is said to it.
    func recordEvents(
        _ request: RecommendationV1.RecordEventsRequest,
        context: CallContext
    ) async throws -> RecommendationV1.RecordEventsResponse {
        let said = RecommendationV1.BehaviourEvent(
            id: "conversation-1/m1",
            customerId: "C1",
            kind: .say,
            atUnixMs: 5,
            text: "不要推荐了",
            conversationId: "conversation-1"
        )
        guard request.events == [said] else { throw CallError(.invalidArgument, "another event") }
        return .init(recorded: 1)
    }
}
