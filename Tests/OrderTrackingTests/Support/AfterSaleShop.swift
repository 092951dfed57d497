import Foundation
import SQLStorage
import Storage
import Synchronization
import Testing

@testable import OrderTracking

/// A clock that a test sets.
final class TestClock: Sendable {
    private let time: Mutex<Timestamp>

    init(_ time: Timestamp) { self.time = Mutex(time) }

    var now: Timestamp {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }
}

/// A shop with one customer's orders in the states that after-sale is about, and a desk over it.
struct AfterSaleShop: Sendable {
    let shop: TestShop
    let desk: AfterSaleDesk
    let logistics: LogisticsDesk
    let changes = ChangeSignal()
    let clock: TestClock

    /// Two days after the delivery of "D1".
    static let now = Timestamp(milliseconds: 1_749_546_000_000)

    init(policy: ShopPolicy? = nil, _ database: TestDatabase? = nil) async throws {
        try self.init(TestShop(database), policy: policy, clock: TestClock(Self.now))
        try await shop.importLines(AfterSaleLines.all)
    }

    /// In a file, with its limits.
    init(configuration: StorageConfiguration) async throws {
        try self.init(TestShop(configuration: configuration), policy: nil, clock: TestClock(Self.now))
        try await shop.importLines(AfterSaleLines.all)
    }

    /// As another process would serve the same database.
    func replica() throws -> AfterSaleShop { try AfterSaleShop(shop.replica(), policy: nil, clock: clock) }

    private init(_ shop: TestShop, policy: ShopPolicy?, clock: TestClock) throws {
        self.shop = shop
        self.clock = clock
        desk = AfterSaleDesk(
            file: shop.file,
            policy: AfterSalePolicy(shop: try policy ?? .demo),
            settings: .init(
                confirmationTime: .seconds(900),
                pageLimits: PageLimits(sizeDefault: 20, sizeMax: 200)
            ),
            changes: changes,
            now: { clock.now }
        )
        logistics = LogisticsDesk(
            file: shop.file,
            policy: desk.policy,
            limits: .init(recordsMax: 1000, unmatchedMax: 800, aheadMax: .seconds(86_400)),
            changes: changes,
            now: { clock.now }
        )
    }

    func facts(_ orderID: String = "P1") async throws -> AfterSaleFacts {
        let time = clock.now
        return try await shop.file.read {
            try FactsReader(database: $0, now: time).facts(customerID: "ann", orderID: orderID)
        }
    }

    /// Prepares and confirms.
    @discardableResult
    func execute(
        _ action: AfterSaleAction,
        _ orderID: String,
        key: String = "k",
        by role: Actor.Role = .bot
    ) async throws -> [UInt8] {
        let prepared = try await desk.prepare(action, customerID: "ann", orderID: orderID, by: role)
        return try await confirm(prepared.token, key: key, by: role)
    }

    /// Takes one step of a case, under a key of its own.
    func advance(
        _ caseID: String,
        _ step: CaseStep,
        by role: Actor.Role = .agent,
        parcel: CaseAdvance.Parcel? = nil
    ) async throws {
        let advance = CaseAdvance(caseID: caseID, step: step, note: "", parcel: parcel)
        let number = try await afterSaleCase(caseID).steps.count
        try await execute(.advanceCase(advance), "", key: "\(caseID)-\(number)-\(step.rawValue)", by: role)
    }

    func afterSaleCase(_ id: String) async throws -> AfterSaleCase {
        try await desk.afterSaleCase(id: id, customerID: "ann")
    }

    @discardableResult
    func confirm(
        _ token: String,
        key: String = "k",
        customerID: String = "ann",
        by role: Actor.Role = .bot
    ) async throws -> [UInt8] {
        let actor = try Actor(role: role.rawValue, id: "clerk", conversationID: "c1")
        return try await desk.confirm(
            .init(customerID: customerID, token: token, idempotencyKey: key, actor: actor)
        ) { executed in
            executed.consequence.object.canonicalBytes
        }
    }

    func order(_ id: String) async throws -> Order { try await shop.orders.order(id: id, customerID: "ann").order }

    func balance(_ methodID: String = "g") async throws -> Int64? {
        try await shop.customers.find(.id("ann")).paymentMethods.first { $0.id == methodID }?.balance?.minorUnits
    }

    func stock(_ variantID: String) async throws -> Int? {
        let product = try await shop.catalogue.product(id: variantID.hasPrefix("F") ? "F" : "S")
        return product.variants.first { $0.id == variantID }?.stock
    }
}

extension AfterSaleShop {
    /// The rules that an action breaks, none when it is allowed; `changeFacts` makes the facts of the case.
    static func violations(
        _ action: AfterSaleAction,
        _ orderID: String,
        by role: Actor.Role = .customer,
        policy change: (inout ShopPolicy) -> Void = { _ in },
        facts changeFacts: (inout AfterSaleFacts) -> Void = { _ in }
    ) async throws -> [String] {
        var policy = try ShopPolicy.demo
        change(&policy)
        var facts = try await AfterSaleShop(policy: policy).facts(orderID)
        changeFacts(&facts)
        switch AfterSalePolicy(shop: policy).decide(action, facts, by: role) {
        case .allowed: return []
        case .refused(let violations): return violations.map(\.rule)
        }
    }
}

extension ShopPolicy {
    static var demo: ShopPolicy {
        get throws {
            try load(path: TestShop.packageRoot.appending(path: "services/order-tracking/config/policy.yaml").path)
        }
    }

    static var retail: ShopPolicy {
        get throws { try load(path: TestShop.packageRoot.appending(path: "Tests/Fixtures/policies/retail.yaml").path) }
    }
}

/// Shirts "S" in three colours, the last sold out, and food "F"; orders of ann: P1 and PG pending (by wallet and by
/// gift card), D1 and DF delivered, A1 unpaid.
enum AfterSaleLines {
    static let customer =
        #"{"kind":"customer","id":"ann","name":"Ann Lee","addresses":[{"country":"CN","province":"浙江省","city":"杭州市","line":"文三路1号"}],"payment_methods":[{"id":"w","kind":"wallet","brand":"支付宝"},{"id":"c","kind":"card","last_four":"1111"},{"id":"g","kind":"gift_card","balance":30000,"currency":"CNY"},{"id":"u","kind":"gift_card","balance":90000,"currency":"USD"}]}"#
    static let other =
        #"{"kind":"customer","id":"bob","name":"Bob Ray","payment_methods":[{"id":"w","kind":"wallet"}]}"#
    static let shirts =
        #"{"kind":"product","id":"S","name":"衬衫","category":"apparel","currency":"CNY","variants":[{"id":"S-grey","options":{"颜色":"灰色"},"price":10000,"stock":5},{"id":"S-white","options":{"颜色":"白色"},"price":12000,"stock":2},{"id":"S-red","options":{"颜色":"红色"},"price":9000,"stock":0},{"id":"S-old","price":1000,"available":false},{"id":"S-cheap","price":7000}]}"#
    static let food =
        #"{"kind":"product","id":"F","name":"坚果","category":"food","currency":"CNY","variants":[{"id":"F-1","price":5000,"stock":9}]}"#
    static let pending = order("P1", "pending", #"{"status":"pending","at":"2025-06-05T08:00:00Z"}"#, method: "w")
    static let pendingByGiftCard = order(
        "PG",
        "pending",
        #"{"status":"pending","at":"2025-06-05T08:00:00Z"}"#,
        method: "g"
    )
    static let delivered = order("D1", "delivered", deliveredHistory, method: "w")
    static let deliveredFood = order("DF", "delivered", deliveredHistory, method: "w")
        .replacing(
            #""product":"S","variant":"S-grey","name":"衬衫""#,
            with: #""product":"F","variant":"F-1","name":"坚果""#
        )
    static let unpaid = order(
        "A1",
        "awaiting_payment",
        #"{"status":"awaiting_payment","at":"2025-06-05T08:00:00Z"}"#,
        method: "w"
    ).replacing(/,"payments":\[[^\]]*\]/, with: "")

    static let all = [
        customer, other, shirts, food, pending, pendingByGiftCard, delivered, deliveredFood, unpaid,
    ]

    private static let deliveredHistory =
        #"{"status":"shipped","at":"2025-06-06T08:00:00Z"},{"status":"delivered","at":"2025-06-08T09:00:00Z"}"#

    /// Two grey shirts and one, 30,000 in all.
    private static func order(_ id: String, _ status: String, _ history: String, method: String) -> String {
        #"{"kind":"order","id":"\#(id)","customer":"ann","status":"\#(status)","created_at":"2025-06-05T08:00:00Z","currency":"CNY","total":30000,"address":{"country":"CN","province":"浙江省","city":"杭州市","line":"文三路1号"},"items":[{"id":"1","product":"S","variant":"S-grey","name":"衬衫","quantity":2,"unit_price":10000},{"id":"2","product":"S","variant":"S-grey","name":"衬衫","quantity":1,"unit_price":10000}],"payments":[{"id":"1","direction":"charge","amount":30000,"method":"\#(method)"}],"history":[\#(history)]}"#
    }
}
