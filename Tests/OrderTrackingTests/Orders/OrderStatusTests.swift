import Testing

@testable import OrderTracking

struct OrderStatusTests {
    @Test func everyStatusCanBeReached() {
        var reached: Set<OrderStatus> = [.awaitingPayment]
        for _ in OrderStatus.allCases { reached.formUnion(reached.flatMap(\.followers)) }
        #expect(reached == Set(OrderStatus.allCases))
    }

    @Test func aCancelledOrderStaysCancelled() {
        #expect(OrderStatus.cancelled.followers.isEmpty)
    }

    @Test func changedItemsCanNeitherChangeAgainNorBeCancelled() {
        #expect(OrderStatus.itemsModified.followers.isDisjoint(with: [.itemsModified, .cancelled]))
    }

    @Test func onlyADeliveredOrderCanBeExchanged() {
        #expect(OrderStatus.allCases.filter { $0.followers.contains(.exchangeRequested) } == [.delivered])
    }
}
