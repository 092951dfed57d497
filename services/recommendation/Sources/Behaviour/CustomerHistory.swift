/// The latest things one customer did, oldest first, with returned purchases told apart.
///
/// Everything here is a function of the set of events, so it does not matter in which order they were recorded.
struct CustomerHistory: Hashable, Sendable {
    /// In order of time; events of the same millisecond in order of their ids.
    let events: [BehaviourEvent]
    /// The ids of purchases that were given back later.
    let returnedPurchases: Set<String>

    /// Keeps the latest `limit` events, which bounds the work that one customer can cause.
    init(_ events: some Sequence<BehaviourEvent>, limit: Int) {
        self.events = events.sorted { ($0.at, $0.id) < ($1.at, $1.id) }.suffix(limit)
        returnedPurchases = Self.matchReturns(in: self.events)
    }

    /// A return gives back the latest earlier purchase of its product that is not given back yet, of its own order
    /// where it names one.
    private static func matchReturns(in events: [BehaviourEvent]) -> Set<String> {
        var returned: Set<String> = []
        for (position, event) in events.enumerated() where event.kind == .return {
            let purchase = events[..<position].last { candidate in
                candidate.kind == .buy && candidate.productID == event.productID
                    && (event.orderID.isEmpty || candidate.orderID == event.orderID)
                    && !returned.contains(candidate.id)
            }
            if let purchase { returned.insert(purchase.id) }
        }
        return returned
    }
}
