import Testing

@testable import OrderTracking

struct OrderBookTests {
    @Test func somebodyElsesOrderAnswersLikeAnUnknownOne() async throws {
        let shop = try TestShop()
        try await shop.importLines(Lines.all)
        #expect(try await shop.orders.order(id: "X1", customerID: "ann").order.id == "X1")
        await #expect(throws: ShopError.orderNotFound("X1")) {
            try await shop.orders.order(id: "X1", customerID: "bob")
        }
        await #expect(throws: ShopError.orderNotFound("X9")) {
            try await shop.orders.order(id: "X9", customerID: "ann")
        }
    }

    @Test(arguments: ["X1", "x1", "＃Ｘ１", " X 1", "#X1"]) func anOrderNumberMayBeWrittenAsCustomersDo(
        text: String
    ) async throws {
        let shop = try TestShop()
        try await shop.importLines(Lines.all)
        #expect(try await shop.orders.order(id: text, customerID: "ann").order.id == "X1")
        await #expect(throws: ShopError.orderNotFound(text)) {
            try await shop.orders.order(id: text, customerID: "bob")
        }
    }

    @Test(arguments: ["", "#", "   ", "X", "' OR 1=1 --"]) func noOtherTextIsAnOrder(text: String) async throws {
        let shop = try TestShop()
        try await shop.importLines(Lines.all)
        await #expect(throws: ShopError.orderNotFound(text)) {
            try await shop.orders.order(id: text, customerID: "ann")
        }
    }

    @Test func anOrderComesWithItsShipments() async throws {
        let shop = try TestShop()
        try await shop.importLines(Lines.all)
        #expect(try await shop.orders.order(id: "X1", customerID: "ann").shipments.map(\.id) == ["S1"])
    }

    @Test func theDemoCustomerHasOneOnTheWayOneWaitingAndTwoDelivered() async throws {
        let shop = try await TestShop.demo()
        let orders = try await shop.orders.orders(.init(customerID: "demo")).elements.map(\.order)
        #expect(orders.map(\.status) == [.pending, .shipped, .delivered, .delivered])
        #expect(orders.map(\.id) == ["XD20480003", "XD20480001", "XD20480002", "XD20480004"])
    }

    @Test(arguments: [
        ("灰色衬衫", ["XD20480002"]), ("跑鞋", ["XD20480001"]), ("black running shoes", ["XD20480001"]),
        ("T恤", ["XD20480002"]),
        ("耳机", ["XD20480004"]), ("蓝色衬衫", []), ("帐篷", []),
    ])
    func ordersAreFoundByWhatACustomerCallsAnItem(text: String, ids: [String]) async throws {
        let shop = try await TestShop.demo()
        let page = try await shop.orders.orders(.init(customerID: "demo", productText: text))
        #expect(page.elements.map(\.order.id) == ids)
    }

    @Test func filtersByStatusAndTime() async throws {
        let shop = try await TestShop.demo()
        let shipped = try await shop.orders.orders(.init(customerID: "demo", statuses: [.shipped, .pending]))
        #expect(shipped.elements.count == 2)
        let recent = Timestamp.anchor.adding(days: -5)..<Timestamp.anchor
        #expect(try await shop.orders.orders(.init(customerID: "demo", created: recent)).elements.count == 2)
    }

    @Test(arguments: [1, 2, 3, 7]) func pagesGiveEachOrderOnceNewestFirst(size: Int) async throws {
        let shop = try TestShop()
        let lines = (1...7).map { number in
            // Two orders without a date and two of the same moment must not be lost between pages.
            let order = Lines.order.replacing("X1", with: "X\(number)")
            return number <= 2
                ? order.replacing(#""created_at":"2025-06-01T08:00:00Z","#, with: "")
                : order.replacing("2025-06-01T08:00:00Z", with: "2025-06-0\(max(4, number))T08:00:00Z")
        }
        try await shop.importLines([Lines.customer, Lines.product] + lines)
        var query = OrderQuery(customerID: "ann", pageSize: size)
        var ids: [String] = []
        repeat {
            let page = try await shop.orders.orders(query)
            #expect(page.elements.count <= size)
            ids += page.elements.map(\.order.id)
            query.pageToken = page.nextToken ?? ""
        } while !query.pageToken.isEmpty
        #expect(ids == ["X7", "X6", "X5", "X4", "X3", "X2", "X1"])
    }

    @Test func aSearchThatLooksThroughTooManyOrdersGoesOnInTheNextPage() async throws {
        let shop = try TestShop()
        let orders = (1...9).map { Lines.order.replacing("X1", with: "X\($0)") }
        try await shop.importLines([Lines.customer, Lines.product] + orders)
        let book = OrderBook(file: shop.file, pageLimits: PageLimits(sizeDefault: 20, sizeMax: 200), scannedMax: 4)
        var query = OrderQuery(customerID: "ann", productText: "帐篷")
        var pages = 0
        repeat {
            let page = try await book.orders(query)
            #expect(page.elements.isEmpty)
            query.pageToken = page.nextToken ?? ""
            pages += 1
        } while !query.pageToken.isEmpty
        #expect(pages == 3)
    }

    @Test func aPageSizeOutOfRangeIsRefused() async throws {
        let shop = try TestShop()
        for size in [-1, 201] {
            await #expect(throws: ShopError.self) {
                try await shop.orders.orders(.init(customerID: "ann", pageSize: size))
            }
        }
    }
}
