@testable import DialogueManager

/// Order tracking and recommendation in memory, for one customer.
struct FakeShop: Sendable {
    var orders: [Order] = [.scarf, .lamp, .mug]
    var shipments: [Shipment] = [.lamp, .kettle, .mug]
    var products: [Product] = [.lamp, .kettle, .shirt]
    var recommended: [Product] = [.lamp, .kettle, .shirt]
    var reasons: [String: RecommendationReason] = [:]
    var silence: Recommendations.Silence?
    var unavailable: Set<ServiceCall.Service> = []
    var customer = Customer.cloud
    var cases: [AfterSaleCase] = []
    /// Rules that forbid an action, by the order's number and the action.
    var forbidden: [String: [AfterSaleKind: RuleViolation]] = [:]
    /// Raised when the facts change: a token of an older revision executes nothing.
    var revision = 1
    /// True when confirmations are carried out and their answers lost.
    var losesConfirmations = false
    private(set) var executed: [String: AfterSaleRequest] = [:]

    mutating func result(of call: ServiceCall) -> CallResult {
        if unavailable.contains(call.service) { return .unavailable }
        switch call {
        case .orders:
            return .orders(orders)
        case .order(let number):
            return .order(orders.first { $0.number == number })
        case .shipment(.order(let number)):
            return .shipment(shipments.first { $0.orderNumber == number })
        case .shipment(.trackingNumber(let number)):
            return .shipment(shipments.first { $0.trackingNumber == number })
        case .products(let mention):
            return .products(products.filter { $0.name.chinese.contains(mention) })
        case .product(let id):
            return .product(products.first { $0.id == id })
        case .recommendations:
            return .recommendations(Recommendations(products: recommended, reasons: reasons, silence: silence))
        case .record:
            return .recorded
        case .customer:
            return .customer(customer)
        case .cases:
            return .cases(cases)
        case .afterSaleOptions(let number):
            return .afterSaleOptions(options(number))
        case .prepare(let request):
            return .preparation(preparation(request))
        case .confirm(let token, let key):
            return confirm(token, key: key)
        }
    }
}

// After-sale as order tracking does it, without its rules: a status that fits is enough.
extension FakeShop {
    private func options(_ number: String) -> [AfterSaleOption] {
        guard let order = orders.first(where: { $0.number == number }) else { return [] }
        return AfterSaleKind.allCases.filter { $0 != .changeDefaultAddress }.map { kind in
            let fits = kind.statuses.contains(order.status)
            let violation =
                forbidden[number]?[kind]
                ?? (fits
                    ? nil : RuleViolation(rule: "\(kind.rawValue).status", facts: ["status": order.status.rawValue]))
            return AfterSaleOption(kind: kind, violations: violation.map { [$0] } ?? [])
        }
    }

    private func preparation(_ request: AfterSaleRequest) -> Preparation {
        if case .changeDefaultAddress = request.action {
            return .ready(PreparedAction(consequence: Consequence(), token: token(request)))
        }
        guard let order = orders.first(where: { $0.number == request.orderNumber }) else { return .unknownOrder }
        let kind = request.action.kind
        if let violation = options(order.number).first(where: { $0.kind == kind })?.violations.first {
            return .refused([violation])
        }
        var consequence = Consequence(orderNumber: order.number)
        switch request.action {
        case .cancelOrder:
            consequence.items = order.items
            consequence.refund = order.total
        case .returnItems(let ids, let method, _):
            consequence.items = order.items.filter { ids.contains($0.id) }
            consequence.refund = Money(consequence.items.reduce(0) { $0 + ($1.unitPrice?.minorUnits ?? 0) })
            consequence.methodID = method
            consequence.refundDaysMax = 7
        case .exchangeItems(let exchanges, let method, _), .changeItems(let exchanges, let method):
            consequence.items = order.items.filter { item in exchanges.contains { $0.itemID == item.id } }
            consequence.methodID = method
        case .changePayment(let method):
            consequence.methodID = method
            consequence.charge = order.total
        case .refundItems(let ids, _):
            consequence.items = order.items.filter { ids.contains($0.id) }
            consequence.needsApproval = true
        case .reportItem(let id, _, _), .protectPrice(let id):
            consequence.items = order.items.filter { $0.id == id }
        case .changeAddress, .changeDefaultAddress, .requestInvoice:
            break
        }
        return .ready(PreparedAction(consequence: consequence, token: token(request)))
    }

    /// Holds the request, as order tracking's own does, and the revision of the facts it was made of.
    private func token(_ request: AfterSaleRequest) -> String {
        "\(revision)|" + ((try? JSONText.encode(request)) ?? "")
    }

    private mutating func confirm(_ token: String, key: String) -> CallResult {
        let parts = token.split(separator: "|", maxSplits: 1).map { String($0) }
        guard parts.count == 2, let request = try? JSONText.decode(parts[1], as: AfterSaleRequest.self) else {
            return .unavailable
        }
        if executed[key] == nil {
            guard parts[0] == String(revision) else { return .confirmation(.changed) }
            executed[key] = request
            execute(request)
        }
        guard !losesConfirmations else { return .unavailable }
        let consequence =
            Consequence(orderNumber: request.orderNumber, items: items(of: request), refund: nil)
        return .confirmation(
            .done(
                ExecutedAction(
                    consequence: consequence,
                    order: orders.first { $0.number == request.orderNumber },
                    caseNumber: request.orderNumber + "-R1"
                )
            )
        )
    }

    private func items(of request: AfterSaleRequest) -> [OrderItem] {
        let order = orders.first { $0.number == request.orderNumber }
        guard case .returnItems(let ids, _, _) = request.action else { return order?.items ?? [] }
        return order?.items.filter { ids.contains($0.id) } ?? []
    }

    private mutating func execute(_ request: AfterSaleRequest) {
        guard let index = orders.firstIndex(where: { $0.number == request.orderNumber }) else { return }
        switch request.action {
        case .cancelOrder: orders[index].status = .cancelled
        case .returnItems(let ids, _, _):
            for item in orders[index].items.indices where ids.contains(orders[index].items[item].id) {
                orders[index].items[item].isOpen = false
            }
        case .changeAddress(let address): orders[index].address = address
        default: break
        }
    }
}

extension AfterSaleAction {
    var kind: AfterSaleKind {
        switch self {
        case .cancelOrder: .cancelOrder
        case .changeAddress: .changeAddress
        case .changePayment: .changePayment
        case .changeItems: .changeItems
        case .returnItems: .returnItems
        case .exchangeItems: .exchangeItems
        case .changeDefaultAddress: .changeDefaultAddress
        case .refundItems: .refundItems
        case .reportItem: .reportItem
        case .requestInvoice: .requestInvoice
        case .protectPrice: .protectPrice
        }
    }
}

extension AfterSaleKind {
    var statuses: Set<OrderStatus> {
        switch self {
        case .cancelOrder, .changeAddress, .changePayment, .changeItems: [.awaitingPayment, .pending]
        case .returnItems, .exchangeItems, .refundItems, .reportItem: [.delivered]
        case .requestInvoice, .protectPrice: [.pending, .shipped, .delivered]
        case .changeDefaultAddress: []
        }
    }
}
