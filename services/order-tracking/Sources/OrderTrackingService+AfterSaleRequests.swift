import Contracts
import MeshRuntime

extension AfterSaleAction {
    init(_ action: OrdersV1.PrepareActionRequest.Action?) throws {
        switch action {
        case .cancelOrder(let cancel):
            self = .cancelOrder(reason: cancel.reason)
        case .changeAddress(let change):
            self = .changeAddress(Address(change.address))
        case .changePayment(let change):
            self = .changePayment(methodID: change.paymentMethodId)
        case .changeItems(let change):
            self = .changeItems(change.exchanges.map(ItemExchange.init), methodID: change.paymentMethodId)
        case .returnItems(let request):
            self = .returnItems(
                request.itemIds,
                refundMethodID: request.refundPaymentMethodId,
                reason: request.reason
            )
        case .exchangeItems(let request):
            self = .exchangeItems(
                request.exchanges.map(ItemExchange.init),
                methodID: request.paymentMethodId,
                reason: request.reason
            )
        case .changeDefaultAddress(let change):
            self = .changeDefaultAddress(Address(change.address))
        case .refund(let request):
            self = .refund(request.itemIds, amount: try request.amount.map(Money.init), reason: request.reason)
        case .reportItem(let report):
            self = .reportItem(
                report.itemId,
                problem: try ItemProblem(report.problem),
                description: report.description
            )
        case .requestInvoice(let request):
            self = .requestInvoice(title: request.title, taxpayerNumber: request.taxpayerNumber)
        case .protectPrice(let request):
            self = .protectPrice(itemID: request.itemId)
        case .advanceCase(let request):
            self = .advanceCase(try CaseAdvance(request))
        case nil: throw CallError(.invalidArgument, "action must be set")
        }
    }

}

extension Money {
    fileprivate init(_ money: TypesV1.Money) throws(ShopError) {
        guard let currency = Currency(money.currency) else {
            throw .invalid(field: "amount.currency", rule: "must be an ISO 4217 code such as CNY")
        }
        self.init(minorUnits: money.amountMinor, currency: currency)
    }
}

extension ItemProblem {
    fileprivate init(_ problem: OrdersV1.ItemProblem) throws(ShopError) {
        switch problem {
        case .damaged: self = .damaged
        case .missing: self = .missing
        case .wrong: self = .wrong
        default: throw .invalid(field: "problem", rule: "must be damaged, missing or wrong (is \(problem.rawValue))")
        }
    }
}

extension CaseAdvance {
    fileprivate init(_ request: OrdersV1.AdvanceCase) throws(ShopError) {
        guard let step = CaseStep.allCases.first(where: { OrdersV1.CaseAction($0) == request.step }) else {
            throw .invalid(field: "step", rule: "must be a known step of a case (is \(request.step.rawValue))")
        }
        let isWithoutParcel = request.carrier.isEmpty && request.trackingNumber.isEmpty
        self.init(
            caseID: request.caseId,
            step: step,
            note: request.note,
            parcel: isWithoutParcel
                ? nil : Parcel(carrier: request.carrier, trackingNumber: request.trackingNumber)
        )
    }
}

extension OrdersV1.CaseAction {
    fileprivate init(_ step: CaseStep) {
        switch step {
        case .approve: self = .approve
        case .reject: self = .reject
        case .withdraw: self = .withdraw
        case .goodsSent: self = .goodsSent
        case .goodsReceived: self = .goodsReceived
        case .accept: self = .accept
        case .refunded: self = .refunded
        case .replacementSent: self = .replacementSent
        case .replacementReceived: self = .replacementReceived
        }
    }
}

extension ItemExchange {
    fileprivate init(_ exchange: OrdersV1.ItemExchange) {
        self.init(itemID: exchange.itemId, newVariantID: exchange.newVariantId)
    }
}

extension Address {
    /// An absent address is an empty one, which is refused by its rules.
    fileprivate init(_ address: OrdersV1.Address?) {
        self.init(
            recipient: address?.recipient ?? "",
            phone: address?.phone ?? "",
            country: address?.country ?? "",
            province: address?.province ?? "",
            city: address?.city ?? "",
            district: address?.district ?? "",
            line: address?.line ?? "",
            postalCode: address?.postalCode ?? ""
        )
    }
}

extension AfterSaleDesk.Confirmation {
    init(_ request: OrdersV1.ConfirmActionRequest) throws(ShopError) {
        self.init(
            customerID: request.customerId,
            token: request.confirmationToken,
            idempotencyKey: request.idempotencyKey,
            actor: try Actor(request.actor ?? .init())
        )
    }
}

extension CaseQuery {
    init(_ request: OrdersV1.ListCasesRequest) throws(ShopError) {
        var statuses: Set<CaseStatus> = []
        for status in request.statuses {
            guard let own = CaseStatus.allCases.first(where: { OrdersV1.CaseStatus($0) == status }) else {
                throw .invalid(field: "statuses", rule: "must be known statuses of a case (is \(status.rawValue))")
            }
            statuses.insert(own)
        }
        self.init(
            customerID: request.customerId,
            orderID: request.orderId,
            statuses: statuses,
            pageSize: Int(request.page?.size ?? 0),
            pageToken: request.page?.token ?? ""
        )
    }
}

extension Actor {
    init(_ actor: OrdersV1.Actor) throws(ShopError) {
        try self.init(role: actor.role, id: actor.id, conversationID: actor.conversationId)
    }
}
