@testable import Recommendation

let day = CountingRules.millisecondsOfDay
/// Some noon; tests count days from here.
let start: Int64 = 20_000 * day + day / 2

/// One customer's events; ids are made from the contents.
func event(
    _ kind: BehaviourEvent.Kind,
    _ product: String = "",
    by customer: String = "C1",
    onDay offset: Int64 = 0,
    order: String = ""
) -> BehaviourEvent {
    BehaviourEvent(
        id: "\(customer)-\(kind)-\(product)-\(offset)-\(order)",
        customerID: customer,
        productID: product,
        kind: kind,
        at: start + offset * day,
        orderID: order
    )
}

func history(_ events: BehaviourEvent...) -> CustomerHistory {
    CustomerHistory(events, limit: 200)
}

func counts(_ events: BehaviourEvent..., rules: CountingRules = CountingRules()) -> BehaviourCounts {
    BehaviourCounts(of: CustomerHistory(events, limit: rules.eventsOfCustomerMax), rules: rules)
}

/// SplitMix64: a seed gives the same sequence on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
