/// Groups that a customer belongs to, from what the customer did and from nothing else.
enum CustomerSegments {
    static let activeDays: Int64 = 90

    /// "new", "active" or "lapsed", and "likes:<category>" where one category stands out.
    static func of(_ customer: CustomerState, counting: CountingRules, catalogue: Catalogue, now: Int64) -> Set<String>
    {
        var segments: Set<String> = []
        let lastPurchase = customer.boughtAt.values.max()
        if let lastPurchase {
            let isActive = now - lastPurchase <= activeDays * CountingRules.millisecondsOfDay
            segments.insert(isActive ? "active" : "lapsed")
        } else {
            segments.insert("new")
        }
        let shares = categoryShares(of: customer.history, counting: counting, catalogue: catalogue)
        if let favourite = shares.min(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            segments.insert("likes:" + favourite.key)
        }
        return segments
    }

    /// How the strengths of what a customer turned to spread over categories; adds up to 1, or is empty.
    static func categoryShares(
        of history: CustomerHistory,
        counting: CountingRules,
        catalogue: Catalogue
    ) -> [String: Double] {
        var strengths: [String: Int] = [:]
        for event in history.events {
            let strength = counting.strength(of: event, in: history)
            guard strength > 0, let category = catalogue.category(of: event.productID) else { continue }
            strengths[category, default: 0] += strength
        }
        let total = strengths.values.reduce(0, +)
        return strengths.mapValues { Double($0) / Double(total) }
    }
}
