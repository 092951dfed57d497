@testable import DialogueManager

// A small shop of made-up goods, from which each test takes what it needs.

extension Moment {
    /// 2026-11-24 10:00 in Shanghai.
    static let morning = Moment(milliseconds: 1_795_485_600_000)

    func adding(days: Int = 0, hours: Int = 0) -> Moment {
        Moment(milliseconds: milliseconds + Int64(days * 24 + hours) * 3_600_000)
    }
}

extension Order {
    static let lamp = Order(
        number: "XD20480001",
        status: .shipped,
        placedAt: .morning.adding(days: -3),
        items: [OrderItem(productID: "P1", name: "暖光护眼台灯")],
        total: Money(12_900)
    )
    static let kettle = Order(
        number: "XD20480002",
        status: .shipped,
        placedAt: .morning.adding(days: -4),
        items: [OrderItem(productID: "P2", name: "智能恒温电水壶")],
        total: Money(19_950)
    )
    static let scarf = Order(
        number: "XD20480003",
        status: .pending,
        placedAt: .morning.adding(days: -1),
        items: [OrderItem(productID: "P3", name: "羊毛围巾"), OrderItem(productID: "P2", name: "智能恒温电水壶")],
        total: Money(29_900)
    )
    static let mug = Order(
        number: "XD20470999",
        status: .delivered,
        placedAt: .morning.adding(days: -30),
        items: [OrderItem(productID: "P4", name: "手绘陶瓷马克杯", quantity: 2)],
        total: Money(9_900)
    )

    /// Delivered, with two garments that can be returned or exchanged.
    static let clothes = Order(
        number: "XD20480007",
        status: .delivered,
        placedAt: .morning.adding(days: -5),
        items: [
            OrderItem(
                productID: "P5",
                name: "纯棉长袖衬衫",
                id: "I1",
                variantID: "V5-1",
                options: ["灰色", "M"],
                unitPrice: Money(15_900)
            ),
            OrderItem(
                productID: "P6",
                name: "圆领短袖T恤",
                id: "I2",
                variantID: "V6-1",
                options: ["白色", "L"],
                unitPrice: Money(6_900)
            ),
        ],
        total: Money(22_800),
        payments: [Payment(isRefund: false, amount: Money(22_800), methodID: "PM1", at: .morning.adding(days: -5))]
    )

    func with(_ status: OrderStatus) -> Order {
        var copy = self
        copy.status = status
        return copy
    }
}

extension Shipment {
    static let lamp = Shipment(
        orderNumber: Order.lamp.number,
        carrier: "云途速运",
        trackingNumber: "YT7001",
        status: .inTransit,
        lastEvent: ShipmentEvent(place: "杭州转运中心", occurredAt: .morning.adding(hours: -2)),
        estimate: DeliveryEstimate(
            median: .morning.adding(days: 1),
            earliest: .morning.adding(hours: 12),
            latest: .morning.adding(days: 2)
        )
    )
    static let kettle = Shipment(
        orderNumber: Order.kettle.number,
        carrier: "山海快递",
        trackingNumber: "SH9002",
        status: .outForDelivery
    )
    static let mug = Shipment(
        orderNumber: Order.mug.number,
        carrier: "云途速运",
        trackingNumber: "YT6888",
        status: .delivered,
        lastEvent: ShipmentEvent(place: "前台", occurredAt: .morning.adding(days: -25))
    )

    func with(_ status: ShipmentStatus, delayed: Bool = false) -> Shipment {
        var copy = self
        copy.status = status
        copy.isDelayed = delayed
        return copy
    }
}

extension Customer {
    static let cloud = Customer(
        defaultAddress: Address(recipient: "云", phone: "19900000001", province: "浙江省", city: "杭州市", line: "晴川路1号"),
        paymentMethods: [
            PaymentMethod(id: "PM1", kind: .card, brand: "银联信用卡", lastFour: "2048"),
            PaymentMethod(id: "PM2", kind: .wallet, brand: "支付宝"),
            PaymentMethod(id: "PM3", kind: .giftCard, brand: "小店礼品卡", balance: Money(20_000)),
        ]
    )
}

extension Product {
    static let lamp = Product(
        id: "P1",
        name: LocalizedText("暖光护眼台灯", english: "Warm Desk Lamp"),
        variants: [ProductVariant(price: Money(12_900), stock: 7)],
        attributes: [ProductAttribute(name: "光源", value: "LED")],
        description: LocalizedText("三档调光。", english: "Three levels of light.")
    )
    static let kettle = Product(
        id: "P2",
        name: LocalizedText("智能恒温电水壶", english: "Smart Kettle"),
        variants: [ProductVariant(price: Money(19_950), stock: 0)]
    )
    static let shirt = Product(
        id: "P5",
        name: LocalizedText("纯棉长袖衬衫", english: "Cotton Shirt"),
        variants: [
            ProductVariant(options: ["灰色", "M"], size: "M", price: Money(15_900), stock: 3, id: "V5-1"),
            ProductVariant(options: ["灰色", "L"], size: "L", price: Money(16_900), stock: 2, id: "V5-2"),
            ProductVariant(options: ["白色", "L"], size: "L", price: Money(15_900), stock: 0, id: "V5-3"),
        ]
    )
}

extension Policy {
    static let standard = Policy(settings: PolicySettings(), flows: .shipped())

    /// The policy's last word on a goal when every call finds what `shop` holds.
    func conclude(_ goal: Goal, tracker: Tracker = Tracker(), shop: FakeShop = FakeShop()) -> Decision {
        var findings = Findings()
        var shop = shop
        for _ in 0..<40 {
            let decision = decide(goal, tracker: tracker, findings: findings)
            guard case .call(let call) = decision.action else { return decision }
            findings.record(shop.result(of: call), of: call)
        }
        return Decision(.reply(Reply(Answer(.tooManyRequests))), because: "the goal asked for more than 40 calls")
    }
}
