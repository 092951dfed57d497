import Contracts
import MeshRuntime
import ProtobufC

// After-sale: what would happen is asked first, and only what was shown is carried out.
extension ShopPeer {
    func customer(_ scope: CallScope) async throws -> Customer? {
        let request = OrdersV1.FindCustomerRequest(key: .customerId(scope.customerID))
        return try await orNil { try await orders.findCustomer(request, options: options) }?.customer.map(Customer.init)
    }

    /// None for an order that the customer does not have.
    func afterSaleOptions(_ number: String, _ scope: CallScope) async throws -> [AfterSaleOption] {
        let request = OrdersV1.ListAfterSaleOptionsRequest(customerId: scope.customerID, orderId: number)
        return try await orNil { try await orders.listAfterSaleOptions(request, options: options) }?
            .options.compactMap(AfterSaleOption.init) ?? []
    }

    func cases(_ scope: CallScope) async throws -> [AfterSaleCase] {
        let request = OrdersV1.ListCasesRequest(
            customerId: scope.customerID,
            page: TypesV1.PageRequest(size: UInt32(clamping: scope.limit))
        )
        // They come oldest first.
        return try await orNil { try await orders.listCases(request, options: options) }?
            .cases.compactMap(\.afterSaleCase).map(AfterSaleCase.init).reversed() ?? []
    }

    func preparation(_ request: AfterSaleRequest, _ scope: CallScope) async throws -> Preparation {
        let message = OrdersV1.PrepareActionRequest(
            customerId: scope.customerID,
            orderId: request.orderNumber,
            action: .init(request.action),
            actor: scope.actor
        )
        do {
            let response = try await orders.prepareAction(message, options: options)
            return .ready(
                PreparedAction(
                    consequence: response.consequence.map(Consequence.init) ?? Consequence(),
                    token: response.confirmationToken
                )
            )
        } catch let error as CallError {
            switch error.code {
            case .failedPrecondition: return .refused(error.violations)
            case .notFound: return .unknownOrder
            case .invalidArgument: return .invalid
            case .unimplemented: return .notServed
            default: throw error
            }
        }
    }

    func confirmation(_ token: String, key: String, _ scope: CallScope) async throws -> Confirmation {
        let message = OrdersV1.ConfirmActionRequest(
            customerId: scope.customerID,
            confirmationToken: token,
            idempotencyKey: key,
            actor: scope.actor
        )
        do {
            return .done(ExecutedAction(try await orders.confirmAction(message, options: options)))
        } catch let error as CallError where error.code == .failedPrecondition {
            // Without a rule it is the token that no longer fits the facts, or the time.
            return error.violations.isEmpty ? .changed : .refused(error.violations)
        }
    }
}

extension CallScope {
    fileprivate var actor: OrdersV1.Actor {
        OrdersV1.Actor(role: "bot", id: "xiaoer", conversationId: conversationID)
    }
}

extension CallError {
    /// The rules that the status names; a detail that cannot be read is none.
    fileprivate var violations: [RuleViolation] {
        details.filter { $0.type == OrdersV1.RuleViolation.protobufName }
            .compactMap { try? OrdersV1.RuleViolation(serializedBytes: $0.value) }
            .map(RuleViolation.init)
    }
}

extension RuleViolation {
    fileprivate init(_ violation: OrdersV1.RuleViolation) {
        self.init(
            rule: violation.rule,
            facts: Dictionary(violation.facts.map { ($0.name, $0.value) }) { first, _ in first }
        )
    }
}

extension OrdersV1.PrepareActionRequest.Action {
    fileprivate init(_ action: AfterSaleAction) {
        switch action {
        case .cancelOrder(let reason):
            self = .cancelOrder(OrdersV1.CancelOrder(reason: reason))
        case .changeAddress(let address):
            self = .changeAddress(OrdersV1.ChangeAddress(address: OrdersV1.Address(address)))
        case .changePayment(let method):
            self = .changePayment(OrdersV1.ChangePayment(paymentMethodId: method))
        case .changeItems(let exchanges, let method):
            self = .changeItems(
                OrdersV1.ChangeItems(exchanges: exchanges.map(OrdersV1.ItemExchange.init), paymentMethodId: method)
            )
        case .returnItems(let items, let method, let reason):
            self = .returnItems(
                OrdersV1.ReturnItems(itemIds: items, refundPaymentMethodId: method, reason: reason)
            )
        case .exchangeItems(let exchanges, let method, let reason):
            self = .exchangeItems(
                OrdersV1.ExchangeItems(
                    exchanges: exchanges.map(OrdersV1.ItemExchange.init),
                    paymentMethodId: method,
                    reason: reason
                )
            )
        case .refundItems(let items, let reason):
            self = .refund(OrdersV1.Refund(itemIds: items, reason: reason))
        case .reportItem(let item, let problem, let description):
            self = .reportItem(
                OrdersV1.ReportItem(
                    itemId: item,
                    problem: OrdersV1.ItemProblem(problem),
                    description: description
                )
            )
        case .requestInvoice(let title, let number):
            self = .requestInvoice(OrdersV1.RequestInvoice(title: title, taxpayerNumber: number))
        case .protectPrice(let item):
            self = .protectPrice(OrdersV1.ProtectPrice(itemId: item))
        case .changeDefaultAddress(let address):
            self = .changeDefaultAddress(OrdersV1.ChangeDefaultAddress(address: OrdersV1.Address(address)))
        }
    }
}

extension OrdersV1.ItemExchange {
    fileprivate init(_ exchange: ItemExchange) {
        self.init(itemId: exchange.itemID, newVariantId: exchange.variantID)
    }
}

extension OrdersV1.ItemProblem {
    fileprivate init(_ problem: ItemProblem) {
        self =
            switch problem {
            case .damaged: .damaged
            case .missing: .missing
            case .wrong: .wrong
            }
    }
}

extension AfterSaleCase {
    fileprivate init(_ found: OrdersV1.AfterSaleCase) {
        self.init(
            number: found.id,
            orderNumber: found.orderId,
            kind: AfterSaleKind(found.kind),
            status: CaseStatus(found.status),
            refund: found.refund.map(Money.init),
            changedAt: Moment(milliseconds: found.steps.last?.atUnixMs ?? found.openedUnixMs)
        )
    }
}

extension CaseStatus {
    fileprivate init(_ status: OrdersV1.CaseStatus) {
        self =
            switch status {
            case .open: .open
            case .awaitingGoods: .awaitingGoods
            case .inspecting: .inspecting
            case .refunding: .refunding
            case .replacing: .replacing
            case .completed: .completed
            case .rejected: .rejected
            case .withdrawn: .withdrawn
            case .unspecified, .unrecognized: .unknown
            }
    }
}

extension AfterSaleKind {
    /// Nil for a kind that the dialogue has no flow for.
    fileprivate init?(_ kind: OrdersV1.ActionKind) {
        switch kind {
        case .cancelOrder: self = .cancelOrder
        case .changeAddress: self = .changeAddress
        case .changePayment: self = .changePayment
        case .changeItems: self = .changeItems
        case .returnItems: self = .returnItems
        case .exchangeItems: self = .exchangeItems
        case .changeDefaultAddress: self = .changeDefaultAddress
        case .refund: self = .refundItems
        case .reportItem: self = .reportItem
        case .requestInvoice: self = .requestInvoice
        case .protectPrice: self = .protectPrice
        default: return nil
        }
    }
}

extension AfterSaleOption {
    fileprivate init?(_ option: OrdersV1.AfterSaleOption) {
        guard let kind = AfterSaleKind(option.kind) else { return nil }
        self.init(
            kind: kind,
            violations: option.violations.map(RuleViolation.init),
            until: option.untilUnixMs == 0 ? nil : Moment(milliseconds: option.untilUnixMs)
        )
    }
}

extension Consequence {
    fileprivate init(_ consequence: OrdersV1.Consequence) {
        let refund = consequence.refund.map(Money.init)
        let charge = consequence.charge.map(Money.init)
        let fee = consequence.facts.first { $0.name == "fee" }.flatMap { Int64($0.value) }
        self.init(
            orderNumber: consequence.orderId,
            items: consequence.items.map(OrderItem.init),
            refund: refund,
            charge: charge,
            methodID: consequence.paymentMethodId,
            refundDaysMax: Int(consequence.refundDaysMax),
            fee: fee.flatMap { fee in (refund ?? charge).map { Money(fee, $0.currency) } },
            blocks: consequence.blocks.compactMap(AfterSaleKind.init),
            needsApproval: consequence.facts.contains { $0.name == "case_status" && $0.value == "open" }
        )
    }
}

extension ExecutedAction {
    fileprivate init(_ response: OrdersV1.ConfirmActionResponse) {
        self.init(
            consequence: response.executed.map(Consequence.init) ?? Consequence(),
            order: response.order.map(Order.init),
            caseNumber: response.afterSaleCase?.id ?? ""
        )
    }
}

extension Customer {
    fileprivate init(_ customer: OrdersV1.Customer) {
        self.init(
            name: customer.name,
            email: customer.email,
            defaultAddress: customer.defaultAddress.map(Address.init),
            paymentMethods: customer.paymentMethods.map(PaymentMethod.init)
        )
    }
}

extension PaymentMethod {
    fileprivate init(_ method: OrdersV1.PaymentMethod) {
        let kind: Kind =
            switch method.kind {
            case .card: .card
            case .wallet: .wallet
            case .giftCard: .giftCard
            case .unspecified, .unrecognized: .unknown
            }
        self.init(
            id: method.id,
            kind: kind,
            brand: method.brand,
            lastFour: method.lastFour,
            balance: method.balance.map(Money.init)
        )
    }
}

extension Address {
    init(_ address: OrdersV1.Address) {
        self.init(
            recipient: address.recipient,
            phone: address.phone,
            country: address.country,
            province: address.province,
            city: address.city,
            district: address.district,
            line: address.line,
            postalCode: address.postalCode
        )
    }
}

extension OrdersV1.Address {
    fileprivate init(_ address: Address) {
        self.init(
            recipient: address.recipient,
            phone: address.phone,
            country: address.country,
            province: address.province,
            city: address.city,
            district: address.district,
            line: address.line,
            postalCode: address.postalCode
        )
    }
}
