import GRDB
import ItemRecommendation
import Storage

extension BehaviourStore {
    /// What each customer turned to and kept, oldest first: what models learn from. A product that is turned to several
    /// times in a row counts once.
    ///
    /// Reads one customer after another from one snapshot; call it off the event loops.
    func sequences(eventsOfCustomerMax: Int) async throws -> (sequences: InteractionSequences, events: Int) {
        try await file.read { [counting] database in
            var sequences: [(user: String, items: [String])] = []
            var count = 0
            var customer = ""
            var events: [BehaviourEvent] = []
            func finish() {
                let items = Self.items(of: events.suffix(eventsOfCustomerMax), counting: counting)
                if !items.isEmpty { sequences.append((customer, items)) }
                events.removeAll(keepingCapacity: true)
            }
            let rows = try Row.fetchCursor(database, sql: "SELECT * FROM event ORDER BY customer, at, id")
            while let row = try rows.next() {
                let event = try BehaviourEvent(row: row)
                if event.customerID != customer {
                    finish()
                    customer = event.customerID
                }
                events.append(event)
                count += 1
            }
            finish()
            return (InteractionSequences(sequences), count)
        }
    }

    private static func items(of events: some Collection<BehaviourEvent>, counting: CountingRules) -> [String] {
        let history = CustomerHistory(events, limit: events.count)
        var items: [String] = []
        for event in history.events where counting.strength(of: event, in: history) > 0 {
            if items.last != event.productID { items.append(event.productID) }
        }
        return items
    }
}
