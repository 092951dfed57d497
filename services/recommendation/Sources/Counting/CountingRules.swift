/// What counts, and how much. Counts made under other rules are not comparable, so the store counts anew when the
/// rules it was counted under differ from these.
struct CountingRules: Hashable, Sendable {
    /// Two products go together when one customer turned to both within this many days.
    var windowDays: Int
    /// Only this many of a customer's latest events count, which bounds the work of recording one.
    var eventsOfCustomerMax: Int

    init(windowDays: Int = 30, eventsOfCustomerMax: Int = 200) {
        precondition(windowDays >= 1, "windowDays must be at least 1 (is \(windowDays))")
        precondition(eventsOfCustomerMax >= 2, "eventsOfCustomerMax must be at least 2 (is \(eventsOfCustomerMax))")
        self.windowDays = windowDays
        self.eventsOfCustomerMax = eventsOfCustomerMax
    }

    static let millisecondsOfDay: Int64 = 24 * 60 * 60 * 1000

    var windowMilliseconds: Int64 { Int64(windowDays) * Self.millisecondsOfDay }

    /// Names the rules in the database. The leading number is the version of the counting code itself.
    var fingerprint: String { "1 window=\(windowDays) events=\(eventsOfCustomerMax)" }

    /// How much an event says about liking a product: buying says more than putting in the cart, that more than
    /// looking. A purchase that was given back says no more than a look.
    func strength(of event: BehaviourEvent, in history: CustomerHistory) -> Int {
        switch event.kind {
        case .view: 1
        case .cart: 2
        case .buy: history.returnedPurchases.contains(event.id) ? 1 : Self.strengthOfPurchase
        case .return, .rate, .dislike, .search, .say, .mute, .unmute, .complaintOpened, .complaintClosed, .unsubscribe:
            0
        }
    }

    static let strengthOfPurchase = 4
}
