import MeshRuntime
import MeshTestKit
import SpokenWishes
import Testing

@testable import DialogueManager

/// What the other services answer on the wire, as the dialogue's own values.
@Suite struct ShopPeerTests {
    private let scope: CallScope

    init() throws {
        scope = try Self.scope(of: "C1", in: "conversation-1")
    }

    private static func scope(of customer: String, in conversation: String) throws -> CallScope {
        let message = try IncomingMessage(
            conversationID: conversation,
            customerID: customer,
            id: "m1",
            text: "不要推荐了",
            now: Moment(milliseconds: 5),
            timeZone: "Asia/Shanghai",
            bytesMax: 1_024
        )
        return CallScope(message: message, limit: 50)
    }

    private func results(
        of calls: [ServiceCall],
        for scope: CallScope,
        recommendationIsUp: Bool = true
    ) async throws -> [CallResult] {
        let mesh = InMemoryMesh(services: recommendationIsUp ? [FakeOrders(), FakeRecommender()] : [FakeOrders()])
        let client = mesh.makeClient()
        let timeouts = PeerTimeouts(nlu: .seconds(5), orders: .seconds(5), recommendation: .seconds(5))
        let peer = ShopPeer(orders: client, recommender: client, timeouts: timeouts)
        var results: [CallResult] = []
        for call in calls { results.append(try await peer.result(of: call, for: scope)) }
        await client.close()
        await mesh.stop()
        return results
    }

    @Test func anOrderArrivesWithItsItems() async throws {
        let found = try await results(of: [.order(number: "XD20480001")], for: scope)
        let order = Order(
            number: "XD20480001",
            status: .shipped,
            placedAt: Moment(milliseconds: 1_795_226_400_000),
            items: [OrderItem(productID: "P1", name: "暖光护眼台灯", quantity: 2, id: "I1", variantID: "V1")],
            total: Money(25_800)
        )
        #expect(found == [.order(order)])
    }

    @Test func theNewestEventOfAParcelIsTheLastOne() async throws {
        guard
            case .shipment(let shipment?) = try await results(of: [.shipment(.trackingNumber("YT7001"))], for: scope)[0]
        else {
            Issue.record("no shipment was found")
            return
        }
        #expect(shipment.lastEvent?.place == "杭州转运中心")
        #expect(shipment.estimate?.median == Moment(milliseconds: 1_795_572_000_000))
    }

    /// Not found is an answer; it is not a service that is down.
    @Test func whatIsUnknownIsNil() async throws {
        let stranger = try Self.scope(of: "C2", in: "conversation-2")
        let calls: [ServiceCall] = [
            .order(number: "XD20480001"), .orders, .product(id: "P0"), .shipment(.order("XD0")),
            .products(mention: "帽子"),
        ]
        let found = try await results(of: calls, for: stranger)
        #expect(found == [.order(nil), .orders([]), .product(nil), .shipment(nil), .products([])])
    }

    @Test func aVariantThatIsNotForSaleHasNoStock() async throws {
        guard case .product(let lamp?) = try await results(of: [.product(id: "P1")], for: scope)[0] else {
            Issue.record("the product was not found")
            return
        }
        #expect(lamp.stock == 7)
        #expect(lamp.sizes == ["L"])
        #expect(lamp.variants[0].options == ["L", "白色"])
    }

    @Test func recommendationsCarryTheFactsOfTheCatalogue() async throws {
        guard
            case .recommendations(let found) = try await results(of: [.recommendations(productID: nil)], for: scope)[
                0
            ]
        else {
            Issue.record("nothing was recommended")
            return
        }
        #expect(found.products.map(\.id) == ["P1"])
        #expect(found.products.first?.name.english == "Warm Desk Lamp")
        #expect(
            found.reasons["P1"]?.kind == .bought,
            "popularity names no product, and what left the catalogue has no name"
        )
        #expect(found.reasons["P1"]?.product.english == "Warm Desk Lamp")
        #expect(found.silence == nil)
    }

    @Test func silenceIsToldWithItsReason() async throws {
        var complaining = scope
        complaining.hasOpenComplaint = true
        let results = try await results(of: [.recommendations(productID: nil)], for: complaining)
        #expect(results == [.recommendations(Recommendations(silence: .complaintOpen))])
    }

    @Test func aWishIsRecordedAsTheMessageItself() async throws {
        #expect(try await results(of: [.record(.leaveAlone)], for: scope) == [.recorded])
    }

    @Test func aServiceThatDoesNotAnswerIsAnError() async throws {
        await #expect(throws: CallError.self) {
            _ = try await results(of: [.recommendations(productID: nil)], for: scope, recommendationIsUp: false)
        }
    }
}
