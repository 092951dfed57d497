import Testing

@testable import DialogueManager

@Suite struct OrderPolicyTests {
    let policy = Policy.standard

    func answer(_ reference: OrderReference, _ shop: FakeShop, tracker: Tracker = Tracker()) -> Answer? {
        policy.conclude(.trackOrder(reference), tracker: tracker, shop: shop).reply?.answer
    }

    @Test func oneParcelOnItsWayIsToldWithAllItsFacts() throws {
        let told = try #require(answer(OrderReference(), FakeShop()))
        #expect(told.key == .orderMoving)
        #expect(told.facts[.carrier] == .word(.carrier, code: "云途速运"))
        #expect(told.facts[.trackingNumber] == .text("YT7001"))
        #expect(told.facts[.eventPlace] == .text("杭州转运中心"))
        #expect(told.facts[.estimate] == .date(.morning.adding(days: 1)))
    }

    @Test func anEstimateIsToldOnlyWhereThereIsOne() throws {
        let told = try #require(answer(OrderReference(), FakeShop(orders: [.kettle])))
        #expect(told.facts[.estimate] == nil)
        #expect(told.facts[.eventPlace] == nil)
    }

    @Test func severalParcelsAreListedAndAskedAbout() throws {
        let reply = try #require(
            policy.conclude(.trackOrder(OrderReference()), shop: FakeShop(orders: [.lamp, .kettle, .mug])).reply
        )
        #expect(reply.answer.key == .whichOrder)
        #expect(reply.question?.options.map(\.id) == [Order.lamp.number, Order.kettle.number])
    }

    /// What fits depends on what was asked; nothing under way makes a question of arrival one about the shop.
    @Test func theMatterTellsWhichOrdersFit() {
        let under = FakeShop(orders: [.scarf, .lamp])
        #expect(answer(OrderReference(matter: .parcel), under)?.key == .orderMoving)
        #expect(answer(OrderReference(matter: .status), under)?.key == .whichOrder)
        #expect(answer(OrderReference(matter: .arrival), under)?.key == .orderMoving)
        let over = FakeShop(orders: [.mug])
        #expect(answer(OrderReference(matter: .parcel), over)?.key == .orderDelivered)
        #expect(answer(OrderReference(matter: .status), over)?.key == .orderDelivered)
        #expect(answer(OrderReference(matter: .arrival), over)?.key == .cannotDoYet)
        #expect(answer(OrderReference(), FakeShop(orders: []))?.key == .noOrders)
    }

    @Test(arguments: [
        (OrderStatus.awaitingPayment, AnswerKey.orderAwaitingPayment), (.pending, .orderPreparing),
        (.processing, .orderPreparing), (.itemsModified, .orderPreparing), (.shipped, .orderMoving),
        (.cancelled, .orderInStatus), (.returnRequested, .orderInStatus), (.returned, .orderInStatus),
        (.exchangeRequested, .orderInStatus), (.unknown, .orderInStatus),
    ])
    func eachStatusHasItsWords(status: OrderStatus, key: AnswerKey) {
        let shop = FakeShop(orders: [.lamp.with(status)])
        #expect(answer(OrderReference(number: Order.lamp.number), shop)?.key == key)
    }

    @Test(arguments: [
        (Shipment.lamp.with(.collected), AnswerKey.orderMoving), (.lamp.with(.inTransit, delayed: true), .orderDelayed),
        (.lamp.with(.exception), .orderInTrouble), (.lamp.with(.returning), .orderInTrouble),
        (.lamp.with(.delivered), .orderDelivered),
    ])
    func eachParcelStatusHasItsWords(shipment: Shipment, key: AnswerKey) {
        let shop = FakeShop(orders: [.lamp], shipments: [shipment])
        #expect(answer(OrderReference(), shop)?.key == key)
    }

    /// Order tracking answers both alike, and so do we: only the number that was asked for is repeated.
    @Test func somebodyElsesNumberReadsLikeAnUnknownOne() {
        let asked = answer(OrderReference(number: "XD99990000"), FakeShop())
        #expect(asked == Answer(.orderNotFound, [.orderNumber: .text("XD99990000")]))
    }

    @Test func aParcelIsFoundByItsTrackingNumber() {
        #expect(answer(OrderReference(trackingNumber: "YT7001"), FakeShop())?.key == .orderMoving)
        #expect(answer(OrderReference(trackingNumber: "YT0000"), FakeShop())?.key == .parcelNotFound)
        // A parcel of an order that this customer does not have stays unknown.
        #expect(answer(OrderReference(trackingNumber: "SH9002"), FakeShop())?.key == .parcelNotFound)
    }

    @Test func anOrderIsFoundByWhatIsInIt() {
        let shop = FakeShop(orders: [.scarf, .lamp, .kettle])
        #expect(answer(OrderReference(mention: "围巾"), shop)?.facts[.orderNumber] == .text(Order.scarf.number))
        #expect(answer(OrderReference(mention: "小灯", productIDs: ["P1"]), shop)?.key == .orderMoving)
        #expect(answer(OrderReference(mention: "帽子"), shop)?.key == .noOrderWithProduct)
    }

    @Test func aPronounMeansTheOrderLastTalkedAbout() {
        var tracker = Tracker()
        tracker.apply(policy.conclude(.trackOrder(OrderReference(number: Order.mug.number))))
        let asked = answer(OrderReference(isPronoun: true), FakeShop(), tracker: tracker)
        #expect(asked?.facts[.orderNumber] == .text(Order.mug.number))
    }

    @Test func theOtherOrderIsNotTheOneLastTalkedAbout() {
        var tracker = Tracker()
        tracker.apply(policy.conclude(.trackOrder(OrderReference(number: Order.lamp.number))))
        let asked = answer(OrderReference(isOther: true), FakeShop(orders: [.lamp, .kettle]), tracker: tracker)
        #expect(asked?.facts[.orderNumber] == .text(Order.kettle.number))
    }

    @Test func theListSaysHowManyAreNotShown() throws {
        let orders = (1...8).map { index in
            Order(number: "A\(index)", status: .delivered, placedAt: .morning, items: [], total: Money(100))
        }
        let facts = try #require(policy.conclude(.listOrders, shop: FakeShop(orders: orders)).reply?.answer.facts)
        #expect(facts[.count] == .number(8))
        #expect(facts[.more] == .number(3))
    }

    /// Orders keep the Chinese name, so an English answer takes the catalogue's, where it still has one.
    @Test func anEnglishAnswerUsesTheEnglishName() {
        var tracker = Tracker()
        tracker.hear(.english, in: "where is my order")
        let told = answer(OrderReference(number: Order.lamp.number), FakeShop(), tracker: tracker)
        #expect(told?.facts[.product] == .localized(Product.lamp.name))
        let gone = answer(OrderReference(number: Order.lamp.number), FakeShop(products: []), tracker: tracker)
        #expect(gone?.facts[.product] == .localized(LocalizedText("暖光护眼台灯")))
    }

    @Test func anUnreachableServiceIsAdmitted() {
        let shop = FakeShop(unavailable: [.orderTracking])
        #expect(answer(OrderReference(), shop)?.key == .ordersUnavailable)
        #expect(policy.conclude(.listOrders, shop: shop).reply?.answer.key == .ordersUnavailable)
    }
}
