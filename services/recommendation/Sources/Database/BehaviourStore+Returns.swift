import GRDB
import Storage

/// How often products come back, and why.
struct ReturnStatistics: Hashable, Sendable {
    /// Customers who gave the product back, by reason; "" where none was told.
    private(set) var customers: [String: [String: Int]] = [:]
    /// Customers who bought it at all, kept or not.
    private(set) var buyers: [String: Int] = [:]

    init() {}

    init(returned: [(product: String, reason: String, customers: Int)], bought: [(product: String, customers: Int)]) {
        for entry in returned { customers[entry.product, default: [:]][entry.reason, default: 0] += entry.customers }
        buyers = Dictionary(bought.map { ($0.product, $0.customers) }, uniquingKeysWith: +)
    }

    /// The share of its buyers who gave it back; 0 while fewer than `customersMin` did.
    func share(of product: String, customersMin: Int) -> Double {
        share(customers[product]?.values.reduce(0, +) ?? 0, of: product, customersMin: customersMin)
    }

    /// The share of its buyers who gave it back for one reason; 0 while fewer than `customersMin` did.
    func share(of product: String, reason: String, customersMin: Int) -> Double {
        share(customers[product]?[reason] ?? 0, of: product, customersMin: customersMin)
    }

    private func share(_ returned: Int, of product: String, customersMin: Int) -> Double {
        guard returned >= customersMin else { return 0 }
        return min(1, Double(returned) / Double(max(returned, buyers[product] ?? 0)))
    }
}

extension BehaviourStore {
    func returnStatistics() async throws -> ReturnStatistics {
        try await file.read { database in
            let returned = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT product, text, COUNT(DISTINCT customer) AS customers FROM event WHERE kind = ?
                        GROUP BY product, text
                        """
                ),
                arguments: [BehaviourEvent.Kind.return.rawValue]
            ).map {
                (product: $0["product"] as String, reason: $0["text"] as String, customers: $0["customers"] as Int)
            }
            // Only products that came back at all are asked for.
            let bought = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT product, COUNT(DISTINCT customer) AS customers FROM event WHERE kind = ?
                        AND product IN (SELECT DISTINCT product FROM event WHERE kind = ?) GROUP BY product
                        """
                ),
                arguments: [BehaviourEvent.Kind.buy.rawValue, BehaviourEvent.Kind.return.rawValue]
            ).map { (product: $0["product"] as String, customers: $0["customers"] as Int) }
            return ReturnStatistics(returned: returned, bought: bought)
        }
    }
}
