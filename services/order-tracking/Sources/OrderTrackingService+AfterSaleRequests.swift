import Contracts
import MeshRuntime

extension AfterSaleAction {
    /// Throws UNIMPLEMENTED for an action of the contract that this release does not carry out.
    init(served action: OrdersV1.PrepareActionRequest.Action?) throws {
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
        case .refund: throw Self.notServed("refund")
        case .reportItem: throw Self.notServed("report_item")
        case .requestInvoice: throw Self.notServed("request_invoice")
        case .protectPrice: throw Self.notServed("protect_price")
        case nil: throw CallError(.invalidArgument, "action must be set")
        }
    }

    private static func notServed(_ action: String) -> CallError {
        CallError(.unimplemented, "the action \(action) is not served yet")
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
            actor: try Actor(
                role: request.actor?.role ?? "",
                id: request.actor?.id ?? "",
                conversationID: request.actor?.conversationId ?? ""
            )
        )
    }
}
