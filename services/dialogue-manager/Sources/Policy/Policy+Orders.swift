extension Policy {
    func trackOrder(_ reference: OrderReference, tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        if let number = reference.trackingNumber {
            return try trackParcel(number, findings: findings)
        }
        if let number = reference.number ?? (reference.isPronoun ? tracker.focus.orderNumber : nil) {
            guard let order = try findings.order(number: number) else {
                return say(.orderNotFound, [.orderNumber: .text(number)], because: "the customer has no such order")
            }
            return try tell(order, findings: findings, because: "the order was named")
        }
        let orders = try findings.orders()
        guard !orders.isEmpty else { return say(.noOrders, because: "the customer has no orders") }
        guard let mention = reference.mention else {
            return try tellOrAsk(orders, about: reference.matter, tracker: tracker, findings: findings)
        }
        let matching = orders.filter { $0.holds(productIDs: reference.productIDs, mention: mention) }
        guard !matching.isEmpty else {
            return say(.noOrderWithProduct, [.mention: .text(mention)], because: "no order holds what was named")
        }
        return try tellOrAsk(matching, about: reference.matter, tracker: tracker, findings: findings)
    }

    /// One order that fits is the one that is meant; several are asked about; else the newest is told.
    private func tellOrAsk(
        _ orders: [Order],
        about matter: OrderMatter,
        tracker: Tracker,
        findings: Findings
    ) throws(Need) -> Decision {
        let fitting = matter.fitting(orders)
        if let first = fitting.first {
            guard fitting.count == 1 else { return ask(.whichOrder, fitting, tracker: tracker) }
            return try tell(first, findings: findings, because: "one order fits")
        }
        if matter == .arrival { return offerHuman(for: .deliveryTime) }
        guard let newest = orders.first else { return say(.noOrders, because: "the customer has no orders") }
        return try tell(newest, findings: findings, because: "nothing is under way, so the newest order is told")
    }

    private func trackParcel(_ number: String, findings: Findings) throws(Need) -> Decision {
        guard let shipment = try findings.shipment(.trackingNumber(number)),
            let order = try findings.order(number: shipment.orderNumber)
        else {
            return say(.parcelNotFound, [.trackingNumber: .text(number)], because: "the customer has no such parcel")
        }
        return tell(order, shipment, because: "the parcel was named")
    }

    private func tell(_ order: Order, findings: Findings, because reason: String) throws(Need) -> Decision {
        switch order.status {
        case .shipped, .delivered:
            return tell(order, try findings.shipment(.order(order.number)), because: reason)
        case .pending, .processing, .itemsModified:
            return tell(order, as: .orderPreparing, [.status: order.status.word], because: reason)
        case .awaitingPayment:
            return tell(order, as: .orderAwaitingPayment, [.total: .money(order.total)], because: reason)
        case .cancelled, .returnRequested, .returned, .exchangeRequested, .unknown:
            return tell(order, as: .orderInStatus, [.status: order.status.word], because: reason)
        }
    }

    private func tell(_ order: Order, _ shipment: Shipment?, because reason: String) -> Decision {
        guard let shipment else {
            let key = order.status == .delivered ? AnswerKey.orderDelivered : .orderInStatus
            let facts: Facts = order.status == .delivered ? [:] : [.status: order.status.word]
            return tell(order, as: key, facts, because: reason)
        }
        var facts: Facts = [.carrier: .text(shipment.carrier), .trackingNumber: .text(shipment.trackingNumber)]
        facts[.eventTime] = shipment.lastEvent.map { .time($0.occurredAt) }
        facts[.eventPlace] = shipment.lastEvent.flatMap { $0.place.isEmpty ? nil : .text($0.place) }
        let key = AnswerKey(of: shipment)
        if key != .orderDelivered {
            facts[.status] = .word(.shipmentStatus, code: shipment.status.rawValue)
            facts[.estimate] = shipment.estimatedDelivery.map { .date($0) }
        }
        return tell(order, as: key, facts, cards: [.shipment(shipment)], because: reason)
    }

    private func tell(
        _ order: Order,
        as key: AnswerKey,
        _ facts: Facts,
        cards: [Card] = [],
        because reason: String
    ) -> Decision {
        let named: Facts = [.orderNumber: .text(order.number), .product: .text(order.headline)]
        let reply = Reply(
            Answer(key, named.merging(facts) { $1 }),
            focus: Focus(orderNumber: order.number, productID: order.items.first?.productID),
            cards: cards.isEmpty ? [.order(order)] : cards,
            settles: .order
        )
        return Decision(.reply(reply), because: reason)
    }

    func listOrders(findings: Findings) throws(Need) -> Decision {
        let orders = try findings.orders()
        guard !orders.isEmpty else { return say(.noOrders, because: "the customer has no orders") }
        let shown = Array(orders.prefix(settings.optionsMax))
        var facts: Facts = [
            .count: .number(orders.count),
            .orders: .list(shown.enumerated().map { $1.listed(at: $0, withTotal: true) }),
        ]
        if orders.count > shown.count { facts[.more] = .number(orders.count - shown.count) }
        let reply = Reply(Answer(.orderList, facts), cards: shown.map { .order($0) }, settles: .order)
        return Decision(.reply(reply), because: "the orders were asked for")
    }

    /// Lists the orders and asks which; after too many tries a human is brought in instead.
    func ask(_ key: AnswerKey, _ orders: [Order], tracker: Tracker) -> Decision {
        let attempts = attempts(at: .whichOrder, tracker: tracker)
        guard attempts <= settings.clarificationAttemptsMax else { return handOver(.notUnderstood) }
        let shown = Array(orders.prefix(settings.optionsMax))
        var facts: Facts = [.orders: .list(shown.enumerated().map { $1.listed(at: $0, withTotal: false) })]
        if orders.count > shown.count { facts[.more] = .number(orders.count - shown.count) }
        let question = Question(.whichOrder, options: shown.map { Question.Option($0) }, attempts: attempts)
        let reply = Reply(Answer(key, facts), question: question, cards: shown.map { .order($0) })
        return Decision(.reply(reply), because: "\(orders.count) orders fit")
    }

    /// Which try at this question the next asking is; 1 unless it is the one that is open.
    func attempts(at subject: Question.Subject, tracker: Tracker) -> Int {
        guard let open = tracker.question, open.subject == subject else { return 1 }
        return open.attempts + 1
    }
}

extension OrderMatter {
    fileprivate func fitting(_ orders: [Order]) -> [Order] {
        let shipped = orders.filter { $0.status == .shipped }
        let preparing = orders.filter(\.status.isPreparing)
        switch self {
        case .parcel, .arrival: return shipped.isEmpty ? preparing : shipped
        case .status:
            return orders.filter { $0.status == .shipped || $0.status == .awaitingPayment || $0.status.isPreparing }
        }
    }
}

extension AnswerKey {
    fileprivate init(of shipment: Shipment) {
        self =
            switch shipment.status {
            case .delivered: .orderDelivered
            case .exception, .returning, .returned: .orderInTrouble
            case .created, .collected, .inTransit, .outForDelivery, .transferred, .unknown:
                shipment.isDelayed ? .orderDelayed : .orderMoving
            }
    }
}

extension OrderStatus {
    fileprivate var word: FactValue { .word(.orderStatus, code: rawValue) }
}

extension Order {
    fileprivate func listed(at position: Int, withTotal: Bool) -> Facts {
        var facts: Facts = [
            .index: .number(position + 1),
            .orderNumber: .text(number),
            .product: .text(headline),
            .status: status.word,
            .placedOn: .date(placedAt),
        ]
        if withTotal { facts[.total] = .money(total) }
        return facts
    }
}

extension Question.Option {
    fileprivate init(_ order: Order) {
        self.init(id: order.number, names: order.items.map(\.name), productIDs: order.items.map(\.productID))
    }
}
