import Testing

@testable import OrderTracking

struct CatalogueTests {
    @Test(arguments: [
        ("灰色衬衫", "P1001"), ("跑鞋", "P1101"), ("保温杯", "P1207"), ("降噪耳机", "P1301"), ("充电宝", "P1303"),
        ("锅", "P1206"), ("running shoes", "P1101"), ("keyboard", "P1304"), ("龙井", "P1402"), ("尿不湿", "P1701"),
        ("猫粮", "P2001"), ("登机行李箱", "P1902"),
    ])
    func theBestHitIsTheProductMeant(text: String, id: String) async throws {
        let shop = try await TestShop.demo()
        #expect(try await shop.catalogue.search(.init(text: text)).elements.first?.id == id)
    }

    @Test(arguments: ["火箭发动机", "quantum computer", "???"]) func whatIsNotSoldFindsNothing(text: String) async throws {
        let shop = try await TestShop.demo()
        #expect(try await shop.catalogue.search(.init(text: text)).elements.isEmpty)
    }

    @Test func pagesCoverTheCatalogueOnceEach() async throws {
        let shop = try await TestShop.demo()
        var query = Catalogue.Query(pageSize: 25)
        var ids: [String] = []
        repeat {
            let page = try await shop.catalogue.search(query)
            ids += page.elements.map(\.id)
            query.pageToken = page.nextToken ?? ""
        } while !query.pageToken.isEmpty
        #expect(ids.count >= 60)
        #expect(Set(ids).count == ids.count)
    }

    @Test func filtersByCategoryAndStock() async throws {
        let shop = try TestShop()
        let soldOut = Lines.product.replacing("P1", with: "P2").replacing(#""stock":3"#, with: #""stock":0"#)
        let uncounted = soldOut.replacing("P2", with: "P3").replacing(#","stock":0"#, with: "")
            .replacing("apparel", with: "home")
        try await shop.importLines([Lines.product, soldOut, uncounted])
        func ids(_ query: Catalogue.Query) async throws -> [String] {
            try await shop.catalogue.search(query).elements.map(\.id)
        }
        #expect(try await ids(.init(text: "衬衫")) == ["P1", "P2", "P3"])
        #expect(try await ids(.init(text: "衬衫", inStockOnly: true)) == ["P1", "P3"])
        #expect(try await ids(.init(category: "home")) == ["P3"])
    }

    @Test func anUnknownProductIsNotFound() async throws {
        let shop = try TestShop()
        await #expect(throws: ShopError.productNotFound("P9")) { try await shop.catalogue.product(id: "P9") }
    }

    @Test(arguments: ["-1", "x", "99999999"]) func aTokenOfNobodyIsRefused(token: String) async throws {
        let shop = try TestShop()
        await #expect(throws: ShopError.self) { try await shop.catalogue.search(.init(pageToken: token)) }
    }
}
