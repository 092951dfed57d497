/// An allowed action with the state that it starts from and the one that it leads to.
struct Decided {
    var consequence: Consequence
    var change: Change

    enum Change {
        case order(AfterSalePlan, before: AfterSaleFacts)
        case defaultAddress(Address, before: Address?)
    }

    /// Of the order; 0 where none is concerned.
    var revision: Int {
        switch change {
        case .order(_, let before): before.order.revision
        case .defaultAddress: 0
        }
    }

    /// Throws ``AfterSaleError/refused(_:)`` with every rule that stands against it.
    init(
        _ action: AfterSaleAction,
        customerID: String,
        orderID: String,
        by role: Actor.Role,
        _ policy: AfterSalePolicy,
        _ reader: FactsReader
    ) throws {
        if case .changeDefaultAddress(let address) = action {
            self = try Self.defaultAddress(address, of: reader.customer(customerID), orderID: orderID, policy)
            return
        }
        let facts =
            if case .advanceCase(let advance) = action {
                try reader.facts(customerID: customerID, caseID: advance.caseID, orderID: orderID)
            } else {
                try reader.facts(customerID: customerID, orderID: orderID)
            }
        switch policy.decide(action, facts, by: role) {
        case .refused(let violations):
            throw AfterSaleError.refused(violations)
        case .allowed(let plan):
            if let parcel = plan.shipment { try reader.requireNew(parcel, for: action.kind) }
            consequence = plan.consequence
            change = .order(plan, before: facts)
        }
    }

    private init(consequence: Consequence, change: Change) {
        self.consequence = consequence
        self.change = change
    }

    private static func defaultAddress(
        _ address: Address,
        of customer: Customer,
        orderID: String,
        _ policy: AfterSalePolicy
    ) throws -> Decided {
        guard orderID.isEmpty else {
            throw ShopError.invalid(field: "order_id", rule: "must be empty: a default address concerns no order")
        }
        let violations = policy.violationsOfDefaultAddress()
        guard violations.isEmpty else { throw AfterSaleError.refused(violations) }
        let before = customer.addresses.first
        // The address before is part of the consequence, so that a confirmation never overwrites a newer change.
        let facts = address.facts + (before?.facts.map { Attribute(name: "before.\($0.name)", value: $0.value) } ?? [])
        return Decided(
            consequence: Consequence(kind: .changeDefaultAddress, orderID: "", facts: facts),
            change: .defaultAddress(address, before: before)
        )
    }
}
