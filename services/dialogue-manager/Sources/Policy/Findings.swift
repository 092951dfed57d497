import SpokenWishes

/// What the calls of this turn have brought back so far.
///
/// The policy reads a finding as if it were there; when it is not, the read throws which call is needed, the turn
/// runner makes it, and the policy is asked again from the start. So the policy stays a pure function.
struct Findings: Hashable, Sendable {
    private(set) var results: [ServiceCall: CallResult] = [:]

    mutating func record(_ result: CallResult, of call: ServiceCall) {
        // What was read before a write may no longer hold; what other writes came to does.
        if call.isWrite { results = results.filter { $0.key.isWrite } }
        results[call] = result
    }

    func orders() throws(Need) -> [Order] {
        guard case .orders(let orders) = try result(of: .orders) else { throw .unavailable(.orderTracking) }
        return orders
    }

    func order(number: String) throws(Need) -> Order? {
        guard case .order(let order) = try result(of: .order(number: number)) else {
            throw .unavailable(.orderTracking)
        }
        return order
    }

    func shipment(_ key: ShipmentKey) throws(Need) -> Shipment? {
        guard case .shipment(let shipment) = try result(of: .shipment(key)) else { throw .unavailable(.orderTracking) }
        return shipment
    }

    func products(mention: String) throws(Need) -> [Product] {
        guard case .products(let products) = try result(of: .products(mention: mention)) else {
            throw .unavailable(.orderTracking)
        }
        return products
    }

    func product(id: String) throws(Need) -> Product? {
        guard case .product(let product) = try result(of: .product(id: id)) else { throw .unavailable(.orderTracking) }
        return product
    }

    func recommendations(productID: String?) throws(Need) -> Recommendations {
        guard case .recommendations(let found) = try result(of: .recommendations(productID: productID)) else {
            throw .unavailable(.recommendation)
        }
        return found
    }

    func recorded(_ wish: SpokenWish) throws(Need) {
        guard case .recorded = try result(of: .record(wish)) else { throw .unavailable(.recommendation) }
    }

    func customer() throws(Need) -> Customer? {
        guard case .customer(let customer) = try result(of: .customer) else { throw .unavailable(.orderTracking) }
        return customer
    }

    func afterSaleOptions(orderNumber: String) throws(Need) -> [AfterSaleOption] {
        guard case .afterSaleOptions(let options) = try result(of: .afterSaleOptions(orderNumber: orderNumber)) else {
            throw .unavailable(.orderTracking)
        }
        return options
    }

    func cases() throws(Need) -> [AfterSaleCase] {
        guard case .cases(let cases) = try result(of: .cases) else { throw .unavailable(.orderTracking) }
        return cases
    }

    func preparation(_ request: AfterSaleRequest) throws(Need) -> Preparation {
        guard case .preparation(let preparation) = try result(of: .prepare(request)) else {
            throw .unavailable(.orderTracking)
        }
        return preparation
    }

    /// Nil when order tracking did not answer, so that nobody knows whether it was done.
    func confirmation(token: String, key: String) throws(Need) -> Confirmation? {
        guard case .confirmation(let confirmation) = try result(of: .confirm(token: token, key: key)) else {
            return nil
        }
        return confirmation
    }

    private func result(of call: ServiceCall) throws(Need) -> CallResult {
        guard let result = results[call] else { throw .call(call) }
        return result
    }
}

/// What keeps a goal from being finished with the findings so far.
enum Need: Error, Hashable, Sendable {
    case call(ServiceCall)
    case unavailable(ServiceCall.Service)
}
