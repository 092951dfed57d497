/// What a caller asked for and cannot have.
///
/// An order of somebody else is ``orderNotFound(_:)`` like one that does not exist, so that ids cannot be probed.
enum ShopError: Error, Hashable, Sendable {
    case customerNotFound
    /// Several customers share the key; the caller needs another one.
    case customerAmbiguous
    case orderNotFound(String)
    case shipmentNotFound
    case productNotFound(String)
    case invalid(field: String, rule: String)
}

extension ShopError: CustomStringConvertible {
    var description: String {
        switch self {
        case .customerNotFound: "no customer fits"
        case .customerAmbiguous: "several customers fit; ask for an e-mail address or a phone number"
        case .orderNotFound(let id): "this customer has no order \"\(id)\""
        case .shipmentNotFound: "this customer has no such shipment"
        case .productNotFound(let id): "there is no product \"\(id)\""
        case .invalid(let field, let rule): "\(field) \(rule)"
        }
    }
}
