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
