import PostgresTestKit
import SQLStorage
import Storage
import Synchronization
import Testing

@testable import OrderTracking

/// Two processes on one PostgreSQL server, and the server's end in the middle.
@Suite(.enabled(if: PostgresTestServer.isInstalled, "needs Debian's package postgresql"))
struct ReplicaTests {
    private let cancel = AfterSaleAction.cancelOrder(reason: "other")

    /// A client that got no answer asks the other replica, and here all at once.
    @Test func aConfirmationAskedOfBothReplicasHappensOnce() async throws {
        let shop = try await AfterSaleShop(.postgres())
        let replicas = [shop, try shop.replica()]
        let token = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "PG").token
        let answers = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for number in 0..<12 { group.addTask { try await replicas[number % 2].confirm(token) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 12 && Set(answers).count == 1)
        #expect(try await shop.balance() == 60_000)
        #expect(try await shop.desk.audit(orderID: "PG", pageSize: 0, pageToken: "").elements.count == 1)
    }

    @Test func aTokenUnderManyKeysIsCarriedOutUnderOne() async throws {
        let shop = try await AfterSaleShop(.postgres())
        let replicas = [shop, try shop.replica()]
        let token = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "PG").token
        let outcomes = await withTaskGroup(of: AfterSaleError?.self) { group in
            for number in 0..<12 {
                group.addTask {
                    do {
                        try await replicas[number % 2].confirm(token, key: "k\(number)")
                        return nil
                    } catch {
                        return error as? AfterSaleError
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.count { $0 == .alreadyExecuted } == 11)
        #expect(try await shop.balance() == 60_000)
    }

    @Test func replicasThatStartTogetherImportTheDemoShopOnce() async throws {
        let shop = try TestShop(.postgres())
        let replicas = [shop, try shop.replica(), try shop.replica()]
        let summaries = try await withThrowingTaskGroup(of: ImportSummary?.self) { group in
            for replica in replicas {
                let demo = DemoShop(folder: TestShop.demoFolder, importer: try replica.importer)
                group.addTask { try await demo.importIfEmpty(now: .anchor) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(summaries.count { $0 != nil } == 1)
        #expect(try await shop.orders.orders(OrderQuery(customerID: "demo")).elements.count == 4)
    }

    /// The server crashes again and again while both replicas confirm. A caller that hears UNAVAILABLE asks again with
    /// the same key, as callers do.
    @Test func noConfirmationIsLostOrDoubledWhenTheServerCrashes() async throws {
        let server = try PostgresTestServer()
        let database = TestDatabase.server(PostgresConfiguration(url: server.url, connectTimeout: .seconds(20)))
        let shop = try await AfterSaleShop(database)
        let replicas = [shop, try shop.replica()]
        let crashes = Ended()
        let confirmed = try await withThrowingTaskGroup(of: [Confirmed].self) { group in
            for (number, replica) in replicas.enumerated() {
                group.addTask { try await Self.confirmRepeatedly(replica, name: "r\(number)", until: crashes) }
            }
            for _ in 0..<4 { try server.restart(mode: "immediate") }
            crashes.end()
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(!confirmed.isEmpty)
        let records = try await shop.shop.file.read {
            try $0.texts("SELECT idempotency_key FROM audit_record ORDER BY id", [])
        }
        #expect(records.sorted() == confirmed.map(\.key).sorted())
        #expect(Set(records).count == records.count)
        let last = try await shop.shop.customers.find(.id("ann")).addresses.first?.line
        #expect(confirmed.map(\.line).contains(last))
    }

    private struct Confirmed: Sendable {
        var key: String
        var line: String
    }

    /// Changes the default address until the crashes have ended, each time to another line; answers with what was acknowledged.
    private static func confirmRepeatedly(
        _ shop: AfterSaleShop,
        name: String,
        until crashes: Ended
    ) async throws -> [Confirmed] {
        var confirmed: [Confirmed] = []
        while !crashes.isEnded {
            let key = "\(name)-\(confirmed.count)"
            let action = AfterSaleAction.changeDefaultAddress(Address(country: "CN", city: "上海市", line: key))
            do {
                let prepared = try await shop.desk.prepare(action, customerID: "ann", orderID: "")
                try await confirmUntilAnswered(shop, prepared.token, key: key)
                confirmed.append(Confirmed(key: key, line: key))
            } catch AfterSaleError.factsChanged {
                // The other replica changed the address in between: prepare anew.
            } catch StorageError.unreachable {
                // Preparing writes nothing: prepare anew.
            }
        }
        return confirmed
    }

    private static func confirmUntilAnswered(_ shop: AfterSaleShop, _ token: String, key: String) async throws {
        while true {
            do {
                try await shop.confirm(token, key: key)
                return
            } catch StorageError.outcomeUnknown, StorageError.unreachable {
                continue
            }
        }
    }
}

private final class Ended: Sendable {
    private let flag = Atomic(false)

    var isEnded: Bool { flag.load(ordering: .relaxed) }

    func end() { flag.store(true, ordering: .relaxed) }
}
