/// What a customer asks for, with all that it needs to be decided.
enum AfterSaleAction: Hashable, Sendable {
    case cancelOrder(reason: String)
    case changeAddress(Address)
    /// The order is to be paid with another of the customer's payment methods.
    case changePayment(methodID: String)
    /// `methodID` pays or receives the difference.
    case changeItems([ItemExchange], methodID: String)
    case returnItems([String], refundMethodID: String, reason: String)
    case exchangeItems([ItemExchange], methodID: String, reason: String)
    case changeDefaultAddress(Address)

    var kind: ActionKind {
        switch self {
        case .cancelOrder: .cancelOrder
        case .changeAddress: .changeAddress
        case .changePayment: .changePayment
        case .changeItems: .changeItems
        case .returnItems: .returnItems
        case .exchangeItems: .exchangeItems
        case .changeDefaultAddress: .changeDefaultAddress
        }
    }

    var reason: String {
        switch self {
        case .cancelOrder(let reason), .returnItems(_, _, let reason), .exchangeItems(_, _, let reason): reason
        case .changeAddress, .changePayment, .changeItems, .changeDefaultAddress: ""
        }
    }

    var itemIDs: [String] {
        switch self {
        case .changeItems(let exchanges, _), .exchangeItems(let exchanges, _, _): exchanges.map(\.itemID)
        case .returnItems(let ids, _, _): ids
        case .cancelOrder, .changeAddress, .changePayment, .changeDefaultAddress: []
        }
    }
}

/// An item of the order and the variant that takes its place.
struct ItemExchange: Hashable, Sendable {
    var itemID: String
    var newVariantID: String
}

extension AfterSaleAction {
    static let reasonBytesMax = 512

    /// Refuses what no shop could mean, whatever its policy.
    func validate() throws(ShopError) {
        switch self {
        case .changeAddress(let address), .changeDefaultAddress(let address): try address.validate()
        case .changeItems, .returnItems, .exchangeItems: try validateItems()
        case .cancelOrder, .changePayment: break
        }
        guard reason.utf8.count <= Self.reasonBytesMax else {
            throw .invalid(field: "reason", rule: "must have at most \(Self.reasonBytesMax) bytes")
        }
    }

    private func validateItems() throws(ShopError) {
        let ids = itemIDs
        guard (1...OrderItem.countMax).contains(ids.count) else {
            throw .invalid(field: "items", rule: "must be 1 to \(OrderItem.countMax) (are \(ids.count))")
        }
        guard Set(ids).count == ids.count else {
            throw .invalid(field: "items", rule: "must name an item once")
        }
    }
}

extension Address {
    /// Whether a parcel can be sent there, as far as its form goes.
    fileprivate func validate() throws(ShopError) {
        guard !line.isEmpty else { throw .invalid(field: "address.line", rule: "must not be empty") }
        do {
            var fields = try FieldReader(object, path: "address")
            _ = try Address(fields: &fields)
        } catch let violation as FieldViolation {
            throw .invalid(field: violation.field, rule: violation.rule)
        } catch {
            throw .invalid(field: "address", rule: "must be an address")
        }
    }
}
