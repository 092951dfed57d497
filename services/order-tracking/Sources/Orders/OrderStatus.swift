/// Where an order stands. ``followers`` is the whole state machine: no other step exists.
enum OrderStatus: String, CaseIterable, Sendable {
    /// Placed, payment outstanding. May be paid or cancelled.
    case awaitingPayment = "awaiting_payment"
    /// Paid, nothing sent. May still be changed once, cancelled, packed or sent.
    case pending
    /// Its items were changed once. May only be packed or sent; it can neither change again nor be cancelled.
    case itemsModified = "items_modified"
    /// Being picked and packed. May be sent, or cancelled by the shop when an item is not there.
    case processing
    /// With the carrier. May arrive, or come back undelivered.
    case shipped
    /// Signed for. The customer may ask for a return or an exchange.
    case delivered
    /// Goods are on their way back. Ends as returned, or as delivered when withdrawn or refused.
    case returnRequested = "return_requested"
    /// The swap is under way. Ends as delivered.
    case exchangeRequested = "exchange_requested"
    /// The goods are back. The customer may still return the rest of a delivered order.
    case returned
    /// Nothing follows.
    case cancelled

    var followers: Set<OrderStatus> {
        switch self {
        case .awaitingPayment: [.pending, .cancelled]
        case .pending: [.itemsModified, .processing, .shipped, .cancelled]
        case .itemsModified: [.processing, .shipped]
        case .processing: [.shipped, .cancelled]
        case .shipped: [.delivered, .returned]
        case .delivered: [.returnRequested, .exchangeRequested]
        case .returnRequested: [.returned, .delivered]
        case .exchangeRequested: [.delivered]
        case .returned: [.returnRequested]
        case .cancelled: []
        }
    }
}
