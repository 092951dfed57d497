extension Policy {
    func trackOrder(_ reference: OrderReference, tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        if let number = reference.trackingNumber {
            return try trackParcel(number, tracker: tracker, findings: findings)
        }
        if let number = reference.number ?? (reference.isPronoun ? tracker.focus.orderNumber : nil) {
            guard let order = try findings.order(number: number) else {
                return say(.orderNotFound, [.orderNumber: .text(number)], because: "the customer has no such order")
            }
            return try tell(order, tracker: tracker, findings: findings, because: "the order was named")
        }
        let orders = try findings.orders().filter { !reference.isOther || $0.number != tracker.focus.orderNumber }
        guard !orders.isEmpty else { return say(.noOrders, because: "the customer has no such orders") }
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
            guard fitting.count == 1 else {
                return try ask(.whichOrder, fitting, tracker: tracker, findings: findings)
            }
            return try tell(first, tracker: tracker, findings: findings, because: "one order fits")
        }
        if matter == .arrival { return offerHuman(for: .deliveryTime) }
        guard let newest = orders.first else { return say(.noOrders, because: "the customer has no orders") }
        return try tell(
            newest,
            tracker: tracker,
            findings: findings,
            because: "nothing is under way, so the newest order is told"
        )
    }

    private func trackParcel(_ number: String, tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        guard let shipment = try findings.shipment(.trackingNumber(number)),
            let order = try findings.order(number: shipment.orderNumber)
        else {
            return say(.parcelNotFound, [.trackingNumber: .text(number)], because: "the customer has no such parcel")
        }
        let facts = try named(order, tracker: tracker, findings: findings)
        return tell(order, shipment, facts, because: "the parcel was named")
    }

    private func tell(
        _ order: Order,
        tracker: Tracker,
        findings: Findings,
        because reason: String
    ) throws(Need) -> Decision {
        var facts = try named(order, tracker: tracker, findings: findings)
        switch order.status {
        case .shipped, .delivered:
            return tell(order, try findings.shipment(.order(order.number)), facts, because: reason)
        case .awaitingPayment:
            facts[.total] = .money(order.total)
            return tell(order, Answer(.orderAwaitingPayment, facts), because: reason)
        case .pending, .processing, .itemsModified:
            facts[.status] = order.status.word
            return tell(order, Answer(.orderPreparing, facts), because: reason)
        case .cancelled, .returnRequested, .returned, .exchangeRequested, .unknown:
            facts[.status] = order.status.word
            return tell(order, Answer(.orderInStatus, facts), because: reason)
        }
    }

    private func tell(_ order: Order, _ shipment: Shipment?, _ named: Facts, because reason: String) -> Decision {
        var facts = named
        guard let shipment else {
            guard order.status != .delivered else {
                return tell(order, Answer(.orderDelivered, facts), because: reason)
            }
            facts[.status] = order.status.word
            return tell(order, Answer(.orderInStatus, facts), because: reason)
        }
        facts[.carrier] = .word(.carrier, code: shipment.carrier)
        facts[.trackingNumber] = .text(shipment.trackingNumber)
        facts[.eventTime] = shipment.lastEvent.map { .time($0.occurredAt) }
        facts[.eventPlace] = shipment.lastEvent.flatMap { $0.place.isEmpty ? nil : .text($0.place) }
        let key = AnswerKey(of: shipment)
        if key != .orderDelivered {
            facts[.status] = .word(.shipmentStatus, code: shipment.status.rawValue)
            facts[.estimate] = shipment.estimate.map { .date($0.median) }
        }
        return tell(order, Answer(key, facts), cards: [.shipment(shipment)], because: reason)
    }

    private func tell(_ order: Order, _ answer: Answer, cards: [Card] = [], because reason: String) -> Decision {
        let reply = Reply(
            answer,
            focus: Focus(orderNumber: order.number, productID: order.items.first?.productID),
            cards: cards.isEmpty ? [.order(order)] : cards,
            settles: .order
        )
        return Decision(.reply(reply), because: reason)
    }

    /// The order's number and what it is called. Orders keep the Chinese name only, so the catalogue is asked for
    /// another language's.
    func named(_ order: Order, tracker: Tracker, findings: Findings) throws(Need) -> Facts {
        var name = LocalizedText(order.headline)
        if tracker.language == .english, let item = order.items.first {
            name = try findings.product(id: item.productID)?.name ?? name
        }
        return [.orderNumber: .text(order.number), .product: .localized(name)]
    }

    func listOrders(tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        let orders = try findings.orders()
        guard !orders.isEmpty else { return say(.noOrders, because: "the customer has no orders") }
        let shown = Array(orders.prefix(settings.optionsMax))
        var facts: Facts = [.count: .number(orders.count)]
        facts[.orders] = .list(try listed(shown, withTotals: true, tracker: tracker, findings: findings))
        if orders.count > shown.count { facts[.more] = .number(orders.count - shown.count) }
        let question = Question(.listedOrders, options: shown.map { Question.Option($0) })
        let reply = Reply(Answer(.orderList, facts), question: question, cards: shown.map { .order($0) })
        return Decision(.reply(reply), because: "the orders were asked for")
    }

    /// Lists the orders and asks which; after too many tries a human is brought in instead.
    func ask(_ key: AnswerKey, _ orders: [Order], tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        let attempts = attempts(at: .whichOrder, tracker: tracker)
        guard attempts <= settings.clarificationAttemptsMax else { return handOver(.notUnderstood) }
        let shown = Array(orders.prefix(settings.optionsMax))
        var facts: Facts = [:]
        facts[.orders] = .list(try listed(shown, withTotals: false, tracker: tracker, findings: findings))
        if orders.count > shown.count { facts[.more] = .number(orders.count - shown.count) }
        let question = Question(.whichOrder, options: shown.map { Question.Option($0) }, attempts: attempts)
        let reply = Reply(Answer(key, facts), question: question, cards: shown.map { .order($0) })
        return Decision(.reply(reply), because: "\(orders.count) orders fit")
    }

    func listed(
        _ orders: [Order],
        withTotals: Bool,
        tracker: Tracker,
        findings: Findings
    ) throws(Need) -> [Facts] {
        var items: [Facts] = []
        for order in orders {
            var facts = try named(order, tracker: tracker, findings: findings)
            facts[.index] = .number(items.count + 1)
            facts[.status] = order.status.word
            facts[.placedOn] = .date(order.placedAt)
            if withTotals { facts[.total] = .money(order.total) }
            items.append(facts)
        }
        return items
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

extension Question.Option {
    init(_ order: Order) {
        self.init(id: order.number, names: order.items.map(\.name), productIDs: order.items.map(\.productID))
    }
}
