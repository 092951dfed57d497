import Foundation
import SQLStorage
import Storage
import Testing

@testable import OrderTracking

/// A confirmation that the database cannot take leaves everything as it was, and can be repeated.
struct StorageFailureTests {
    private let cancel = AfterSaleAction.cancelOrder(reason: "other")

    @Test func aLockedDatabaseIsAnErrorAndTheConfirmationCanBeRepeated() async throws {
        let shop = try await AfterSaleShop(configuration: StorageConfiguration(busyTimeout: .milliseconds(20)))
        let token = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "PG").token
        let other = try shop.shop.replica().file
        let (held, holds) = AsyncStream.makeStream(of: Void.self)
        let release = DispatchSemaphore(value: 0)
        async let holder: Void = other.write { _ in
            holds.yield()
            release.wait()
        }
        for await _ in held { break }
        let path = try #require(shop.shop.database.path)
        await #expect(throws: StorageError.locked(path: path)) { try await shop.confirm(token) }
        release.signal()
        try await holder
        #expect(try await shop.order("PG").status == .pending)
        try await shop.confirm(token)
        #expect(try await shop.balance() == 60_000)
        try other.close()
    }

    @Test func aFullDatabaseIsAnErrorAndNothingIsHalfDone() async throws {
        let shop = try await AfterSaleShop(configuration: StorageConfiguration(fileSizeMaxBytes: 256 * 1024))
        var failure: StorageError?
        var state = try await shop.shop.exported()
        for number in 1...2000 {
            let address = Address(country: "CN", line: String(repeating: "路", count: 600) + "\(number)")
            do {
                try await shop.execute(.changeAddress(address), "P1", key: "k\(number)")
            } catch let error as StorageError {
                failure = error
                break
            }
            state = try await shop.shop.exported()
        }
        #expect(failure == .diskFull(path: try #require(shop.shop.database.path)))
        #expect(try await shop.shop.exported() == state)
        let audit = try await shop.desk.audit(orderID: "P1", pageSize: 200, pageToken: "")
        #expect(try await shop.order("P1").revision == audit.elements.count + 1)
    }

    @Test func aClockThatIsSetBackChangesNoDecision() async throws {
        let shop = try await AfterSaleShop()
        let token = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "PG").token
        shop.clock.now = AfterSaleShop.now.adding(days: -400)
        try await shop.confirm(token)
        let order = try await shop.order("PG")
        #expect(order.status == .cancelled)
        #expect(order.history.map(\.at) == order.history.map(\.at).sorted())
        let copy = try TestShop()
        _ = try await copy.importText(try await shop.shop.exported())
    }
}
