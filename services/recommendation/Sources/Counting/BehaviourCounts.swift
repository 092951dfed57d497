/// What histories add up to. One customer contributes to each count at most once per key, so that nobody can push a
/// product by looking at it a thousand times.
struct BehaviourCounts: Hashable, Sendable {
    var products: [String: Count] = [:]
    var pairs: [ProductPair: Count] = [:]
    var days: [ProductDay: Count] = [:]

    /// All zero is the same as absent.
    struct Count: Hashable, Sendable {
        /// Sum of strengths.
        var weight = 0
        /// How many customers stand behind the weight.
        var customers = 0
        /// How many of them bought (both, for a pair) and kept.
        var buyers = 0
    }

    /// Two different products; the order says nothing, so `first` is the smaller id.
    struct ProductPair: Hashable, Sendable {
        let first: String
        let second: String

        init(_ one: String, _ other: String) {
            precondition(one != other, "a pair must have two products (has \(one) twice)")
            first = min(one, other)
            second = max(one, other)
        }
    }

    struct ProductDay: Hashable, Sendable {
        let product: String
        /// Days since 1970 in UTC.
        let day: Int
    }
}

extension BehaviourCounts {
    /// One customer's part.
    init(of history: CustomerHistory, rules: CountingRules) {
        let counted = history.events
            .map { (event: $0, strength: rules.strength(of: $0, in: history)) }
            .filter { $0.strength > 0 }
        for (offset, (event, strength)) in counted.enumerated() {
            products[event.productID, default: Count()].raise(to: strength)
            let day = ProductDay(product: event.productID, day: Int(event.at / CountingRules.millisecondsOfDay))
            days[day, default: Count()].raise(to: strength)
            // Events are in order of time, so the partners of this one are a run that ends just before it.
            for (earlier, earlierStrength) in counted.prefix(offset).reversed() {
                guard event.at - earlier.at <= rules.windowMilliseconds else { break }
                guard earlier.productID != event.productID else { continue }
                let pair = ProductPair(earlier.productID, event.productID)
                pairs[pair, default: Count()].raise(to: min(strength, earlierStrength))
            }
        }
    }

    /// What must be added to `old` to have `self`; keys without a change are absent.
    func difference(from old: BehaviourCounts) -> BehaviourCounts {
        BehaviourCounts(
            products: Self.difference(products, old.products),
            pairs: Self.difference(pairs, old.pairs),
            days: Self.difference(days, old.days)
        )
    }

    /// Products of any count.
    var touchedProducts: Set<String> {
        Set(products.keys).union(pairs.keys.flatMap { [$0.first, $0.second] }).union(days.keys.map(\.product))
    }

    mutating func add(_ other: BehaviourCounts) {
        products.merge(other.products, uniquingKeysWith: +)
        pairs.merge(other.pairs, uniquingKeysWith: +)
        days.merge(other.days, uniquingKeysWith: +)
    }

    private static func difference<Key>(_ new: [Key: Count], _ old: [Key: Count]) -> [Key: Count] {
        var result = new
        for (key, count) in old {
            result[key, default: Count()] = result[key, default: Count()] - count
        }
        return result.filter { $0.value != Count() }
    }
}

extension BehaviourCounts.Count {
    static func + (left: Self, right: Self) -> Self {
        Self(
            weight: left.weight + right.weight,
            customers: left.customers + right.customers,
            buyers: left.buyers + right.buyers
        )
    }

    static func - (left: Self, right: Self) -> Self {
        Self(
            weight: left.weight - right.weight,
            customers: left.customers - right.customers,
            buyers: left.buyers - right.buyers
        )
    }

    fileprivate mutating func raise(to strength: Int) {
        weight = max(weight, strength)
        customers = 1
        buyers = weight >= CountingRules.strengthOfPurchase ? 1 : 0
    }
}
