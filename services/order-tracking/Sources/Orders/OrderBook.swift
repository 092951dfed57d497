import SQLStorage

/// Customers' orders, each shown to its own customer alone.
struct OrderBook: Sendable {
    let file: any DatabaseStore
    let pageLimits: PageLimits
    /// Orders of one customer that a search by product text looks through for one page.
    let scannedMax: Int

    /// An order with its shipments, oldest first.
    struct Entry: Hashable, Sendable {
        var order: Order
        var shipments: [Shipment]
    }

    /// `id` may be written as customers write it, see ``OrderNumber``.
    func order(id: String, customerID: String) async throws -> Entry {
        try await file.read { database in
            for candidate in OrderNumber.candidates(id) {
                guard let order = try Order.fetch(database, id: candidate), order.customerID == customerID else {
                    continue
                }
                return try Self.entry(database, order)
            }
            throw ShopError.orderNotFound(id)
        }
    }

    /// Newest first. An unknown customer has no orders.
    func orders(_ query: OrderQuery) async throws -> Page<Entry> {
        let size = try pageLimits.size(for: query.pageSize)
        let start = try OrderCursor(token: query.pageToken)
        let scannedMax = query.productText.isEmpty ? size + 1 : self.scannedMax
        return try await file.read { database in
            var scan = OrderScan(query: query, cursor: start)
            var entries: [Entry] = []
            var scanned = 0
            while let order = try scan.next(database) {
                if entries.count == size { return Page(elements: entries, nextToken: scan.previousCursor.token) }
                if try scan.mentions(database, order) { entries.append(try Self.entry(database, order)) }
                scanned += 1
                // The rest is a page of its own, so that one call never reads a customer's whole life.
                if scanned == scannedMax { return Page(elements: entries, nextToken: scan.cursor.token) }
            }
            return Page(elements: entries, nextToken: nil)
        }
    }

    private static func entry(_ database: Database, _ order: Order) throws -> Entry {
        Entry(order: order, shipments: try Shipment.fetchAll(database, orderID: order.id, withEvents: false))
    }
}

struct OrderQuery: Hashable, Sendable {
    var customerID: String
    /// Empty means every status.
    var statuses: Set<OrderStatus> = []
    /// Orders created from the start up to, not at, the end.
    var created: Range<Timestamp>?
    /// What the customer calls one of the items; empty means any.
    var productText = ""
    /// 0 asks for the default size.
    var pageSize = 0
    var pageToken = ""
}
