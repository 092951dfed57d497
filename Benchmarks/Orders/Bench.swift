import DeliveryForecast
import Foundation
import OrdersInC
import SQLStorage
import Storage

@testable import OrderTracking

/// The calls, through the service's own types and as bare statements.
struct Bench {
    let shop: ShopFile
    let store: SQLiteStore
    let path: String
    let calls: Int

    /// The demo shop's.
    static let policyPath = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "services/order-tracking/config/policy.yaml").path

    /// Some days after the last order.
    static let now = Timestamp(milliseconds: 1_767_225_600_000)

    enum Call: String, CaseIterable {
        case getOrder = "get order"
        case listOrders = "list orders"
        case timeline = "timeline of a parcel under way"
    }

    /// Orders drawn evenly; the timeline asks for parcels under way.
    private func numbers(_ call: Call) -> [Int] {
        var random = SeededRandom(state: 42)
        return (0..<calls(of: call)).map { _ in
            let number = Int.random(in: 0..<shop.orderCount, using: &random)
            return call == .timeline ? number / 20 * 20 + 7 : number
        }
    }

    /// A page of orders is some twenty times an order.
    private func calls(of call: Call) -> Int { call == .getOrder ? calls : calls / 4 }

    func service(_ call: Call) async throws -> Times {
        let orders = OrderBook(
            file: store,
            pageLimits: PageLimits(sizeDefault: 20, sizeMax: 200),
            scannedMax: 500
        )
        let tracker = ShipmentTracker(
            file: store,
            evidence: .init(countMin: 5, countMax: 200, silentMax: .seconds(259_200)),
            forecaster: nil,
            now: { Self.now }
        )
        var nanoseconds: [UInt64] = []
        for number in numbers(call) {
            let (id, customer) = (ShopFile.orderID(number), shop.customerID(ofOrder: number))
            let start = ContinuousClock.now
            switch call {
            case .getOrder: _ = try await orders.order(id: id, customerID: customer)
            case .listOrders: _ = try await orders.orders(OrderQuery(customerID: customer))
            case .timeline: _ = try await tracker.track(.orderID(id), customerID: customer)
            }
            nanoseconds.append(UInt64((ContinuousClock.now - start) / .nanoseconds(1)))
        }
        return Times(nanoseconds: nanoseconds)
    }

    func c(_ call: Call) throws -> Times {
        let numbers = numbers(call)
        let ids = numbers.map { ShopFile.orderID($0) }
        let customers = numbers.map { shop.customerID(ofOrder: $0) }
        let statements = Statements.of(call)
        var nanoseconds = [UInt64](repeating: 0, count: numbers.count)
        guard let database = oic_open(path, 1) else { throw StorageError.cannotOpen(path: path, detail: "from C") }
        defer { oic_close(database) }
        let rows = CStrings.with(call == .listOrders ? customers : ids) { first in
            CStrings.with(customers) { second in
                CStrings.with([statements.first] + statements.following) { sql in
                    var described = oic_call(
                        first: sql[0],
                        limit: statements.limit,
                        statements: sql.baseAddress.map { $0 + 1 },
                        statement_count: statements.following.count
                    )
                    return oic_measure(
                        database,
                        &described,
                        first.baseAddress,
                        second.baseAddress,
                        numbers.count,
                        &nanoseconds
                    )
                }
            }
        }
        guard rows >= Int64(numbers.count) else {
            throw StorageError.corrupt(path: path, detail: "\(rows) rows from C")
        }
        return Times(nanoseconds: nanoseconds)
    }

    /// Each prepares and confirms a change of the default address of another customer; the confirmation alone is timed.
    func confirmations(_ count: Int) async throws -> Times {
        let desk = AfterSaleDesk(
            file: store,
            policy: AfterSalePolicy(shop: try ShopPolicy.load(path: Self.policyPath)),
            settings: .init(confirmationTime: .seconds(900), pageLimits: PageLimits(sizeDefault: 20, sizeMax: 200)),
            changes: ChangeSignal(),
            now: { Self.now }
        )
        let actor = try Actor(role: "bot", id: "clerk", conversationID: "c")
        var nanoseconds: [UInt64] = []
        for turn in 0..<count {
            let customer = "C\(turn * 7 % shop.customerCount)"
            let address = Address(country: "CN", city: "上海市", line: "南京路\(turn)号")
            let prepared = try await desk.prepare(.changeDefaultAddress(address), customerID: customer, orderID: "")
            let confirmation = AfterSaleDesk.Confirmation(
                customerID: customer,
                token: prepared.token,
                idempotencyKey: "bench-\(turn)",
                actor: actor
            )
            let start = ContinuousClock.now
            _ = try await desk.confirm(confirmation) { $0.consequence.object.canonicalBytes }
            nanoseconds.append(UInt64((ContinuousClock.now - start) / .nanoseconds(1)))
        }
        return Times(nanoseconds: nanoseconds)
    }

    /// The statements that such a confirmation writes, with texts of the same size.
    func writesInC(_ count: Int) throws -> Times {
        let address = #"{"city":"上海市","country":"CN","line":"南京路0号"}"#
        let answer = String(repeating: "a", count: 400)
        let texts = (0..<count).flatMap { turn -> [String] in
            let customer = "C\(turn * 7 % shop.customerCount)"
            return [customer, address, customer, address, "c-\(turn)", customer, "c-\(turn)", "h-\(turn)", answer]
        }
        guard let database = oic_open(path, 0) else { throw StorageError.cannotOpen(path: path, detail: "from C") }
        defer { oic_close(database) }
        var nanoseconds = [UInt64](repeating: 0, count: count)
        let changed = CStrings.with(texts) { texts in
            CStrings.with(Statements.confirmation) { sql in
                oic_write(database, sql.baseAddress, sql.count, texts.baseAddress, count, &nanoseconds)
            }
        }
        guard changed == 3 * Int64(count) else {
            throw StorageError.corrupt(path: path, detail: "\(changed) rows written from C")
        }
        return Times(nanoseconds: nanoseconds)
    }
}

private struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    /// splitmix64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

enum CStrings {
    static func with<Result>(
        _ strings: [String],
        _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) throws -> Result
    ) rethrows -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return try copies.map { UnsafePointer<CChar>($0) }.withUnsafeBufferPointer(body)
    }
}
