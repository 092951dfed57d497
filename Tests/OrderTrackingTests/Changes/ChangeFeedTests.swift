import SQLStorage
import Synchronization
import Testing

@testable import OrderTracking

struct ChangeFeedTests {
    private func feed(_ shop: AfterSaleShop, watchersMax: Int = 10, pageSize: Int = 2) -> ChangeFeed {
        ChangeFeed(
            file: shop.shop.file,
            signal: shop.changes,
            limits: .init(watchersMax: watchersMax, pageSize: pageSize, pollInterval: .seconds(3600))
        )
    }

    /// Watches until `count` changes were sent.
    private func first(
        _ count: Int,
        of feed: ChangeFeed,
        _ scope: ChangeScope = ChangeScope(customerID: "ann"),
        after number: Int64
    ) async throws -> [OrderChange] {
        var changes: [OrderChange] = []
        struct Enough: Error {}
        do {
            try await feed.watch(scope, after: number) { change in
                changes.append(change)
                if changes.count == count { throw Enough() }
            }
        } catch is Enough {}
        return changes
    }

    /// Three changes: the order is sent, two scans.
    private func moved() async throws -> AfterSaleShop {
        let shop = try await AfterSaleShop.sending()
        _ = try await shop.logistics.record(Parcels.events("N1", [.collected, .inTransit]))
        return shop
    }

    @Test func aWatchGoesOnAfterAnyNumber() async throws {
        let shop = try await moved()
        let all = try await shop.changes()
        #expect(all.map(\.number) == [1, 2, 3])
        #expect(all.map(\.orderID) == ["L1", "L1", "L1"])
        for number in all.map(\.number).dropLast() {
            let rest = try await first(3 - Int(number), of: feed(shop), after: number)
            #expect(rest == all.filter { $0.number > number })
        }
    }

    @Test func aWatchFromNowSeesOnlyWhatComes() async throws {
        let shop = try await moved()
        let feed = feed(shop)
        async let watched = first(2, of: feed, after: 0)
        while shop.changes.watcherCount == 0 { await Task.yield() }
        try await shop.execute(.cancelOrder(reason: "other"), "P1", key: "k1")
        try await shop.execute(.requestInvoice(title: "云店", taxpayerNumber: ""), "D1", key: "k2")
        #expect(
            try await watched.map(\.what) == [
                .status(.cancelled), .caseStatus(.open, caseID: "D1-I1", kind: .requestInvoice),
            ]
        )
    }

    @Test func everyKindOfChangeIsThere() async throws {
        let shop = try await moved()
        #expect(
            try await shop.changes().map(\.what) == [
                .event(Parcels.events("N1", [.collected])[0].event, shipmentID: "L1-1"),
                .event(Parcels.events("N1", [.collected, .inTransit])[1].event, shipmentID: "L1-1"),
                .status(.shipped),
            ]
        )
    }

    @Test func aWatchGoesOnAfterARestart() async throws {
        let shop = try await moved()
        let all = try await shop.changes()
        try shop.shop.file.close()
        let reopened = try shop.shop.database.open()
        let feed = ChangeFeed(
            file: reopened,
            signal: ChangeSignal(),
            limits: .init(watchersMax: 1, pageSize: 2, pollInterval: .seconds(3600))
        )
        #expect(try await first(2, of: feed, after: 1) == Array(all.dropFirst()))
        try reopened.close()
    }

    @Test func aWatchSeesItsCustomerAndItsOrderAlone() async throws {
        let shop = try await moved()
        try await shop.execute(.cancelOrder(reason: "other"), "P1")
        let scope = ChangeScope(customerID: "ann", orderID: "P1")
        #expect(try await first(1, of: feed(shop), scope, after: 1).map(\.what) == [.status(.cancelled)])
        let others = try await shop.shop.file.read {
            try OrderChange.fetch($0, ChangeScope(customerID: "bob"), after: 0, limit: 10)
        }
        #expect(others.isEmpty)
        await #expect(throws: ShopError.orderNotFound("P1")) {
            try await feed(shop).watch(ChangeScope(customerID: "bob", orderID: "P1"), after: 0) { _ in }
        }
        await #expect(throws: ShopError.customerNotFound) {
            try await feed(shop).watch(ChangeScope(customerID: "eve"), after: 0) { _ in }
        }
    }

    @Test func aNumberThatWasNeverGivenIsRefused() async throws {
        let shop = try await moved()
        await #expect(throws: WatchError.unknownNumber(4, last: 3)) {
            try await feed(shop).watch(ChangeScope(customerID: "ann"), after: 4) { _ in }
        }
    }

    @Test func watchesAreBoundedAndEndWithTheService() async throws {
        let shop = try await moved()
        let feed = feed(shop, watchersMax: 1)
        async let watched: Void = feed.watch(ChangeScope(customerID: "ann"), after: 0) { _ in }
        while shop.changes.watcherCount == 0 { await Task.yield() }
        await #expect(throws: WatchError.tooManyWatchers(countMax: 1)) {
            try await feed.watch(ChangeScope(customerID: "ann"), after: 0) { _ in }
        }
        shop.changes.close()
        try await watched
        #expect(shop.changes.watcherCount == 0)
        try await feed.watch(ChangeScope(customerID: "ann"), after: 0) { _ in }
    }

    @Test func aCallerThatLeavesEndsItsWatch() async throws {
        let shop = try await moved()
        let feed = feed(shop)
        let watch = Task { try await feed.watch(ChangeScope(customerID: "ann"), after: 0) { _ in } }
        while shop.changes.watcherCount == 0 { await Task.yield() }
        watch.cancel()
        await #expect(throws: CancellationError.self) { try await watch.value }
        #expect(shop.changes.watcherCount == 0)
    }

    /// A watcher that does not take what it is sent holds one page, however much happens meanwhile.
    @Test func aSlowWatcherGetsEverythingOnceItGoesOn() async throws {
        let shop = try await AfterSaleShop.sending()
        let feed = feed(shop)
        let (gate, opened) = AsyncStream.makeStream(of: Void.self)
        let sent = Mutex<[Int64]>([])
        async let watched: Void = feed.watch(ChangeScope(customerID: "ann"), after: 0) { change in
            if change.number == 1 { for await _ in gate { break } }
            sent.withLock { $0.append(change.number) }
            if change.number == 11 { shop.changes.close() }
        }
        while shop.changes.watcherCount == 0 { await Task.yield() }
        for record in Parcels.events("N1", Array(repeating: .inTransit, count: 10)) {
            _ = try await shop.logistics.record([record])
        }
        #expect(sent.withLock { $0 }.isEmpty)
        opened.yield()
        try await watched
        #expect(sent.withLock { $0 } == Array(1...11))
    }
}
