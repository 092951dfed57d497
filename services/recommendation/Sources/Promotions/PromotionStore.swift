import Foundation
import GRDB
import Storage

/// Promotions, what was given away under them, and consents.
struct PromotionStore: Sendable {
    let file: DatabaseFile

    func promotions() async throws -> [RunningPromotion] {
        try await file.read(Self.promotions)
    }

    /// Adds or replaces; what was spent stays. Throws when another promotion has the code.
    func put(_ promotion: Promotion) async throws -> RunningPromotion {
        try await file.write { database in
            let others = try Self.promotions(database)
            if !promotion.couponCode.isEmpty,
                let taken = others.first(where: {
                    $0.promotion.couponCode == promotion.couponCode && $0.promotion.id != promotion.id
                })
            {
                throw PromotionError.couponCodeTaken(code: promotion.couponCode, by: taken.promotion.id)
            }
            let body = String(decoding: try JSONEncoder().encode(promotion), as: UTF8.self)
            try database.execute(
                sql: "INSERT INTO promotion VALUES (?, ?, 0) ON CONFLICT DO UPDATE SET body = excluded.body",
                arguments: [promotion.id, body]
            )
            let spent = others.first { $0.promotion.id == promotion.id }?.spentMinor ?? 0
            return RunningPromotion(promotion: promotion, spentMinor: spent)
        }
    }

    /// Quotes on the promotions of this moment and takes the discounts from their budgets, in one transaction; asked
    /// again for the same order, it gives the first answer.
    func redeem(
        orderID: String,
        customerID: String,
        quote: @escaping @Sendable ([RunningPromotion]) -> PromotionQuote
    ) async throws -> PromotionQuote {
        try await file.write { database in
            let row = try Row.fetchOne(
                database,
                sql: "SELECT customer, body FROM redemption WHERE order_id = ?",
                arguments: [orderID]
            )
            if let row {
                guard row["customer"] == customerID else { throw PromotionError.otherOrder(orderID) }
                return try JSONDecoder().decode(PromotionQuote.self, from: Data((row["body"] as String).utf8))
            }
            let running = try Self.promotions(database)
            let quote = quote(running)
            for applied in quote.applied {
                let left = running.first { $0.promotion.id == applied.promotionID }?.leftMinor ?? 0
                guard applied.discountMinor <= left else {
                    throw PromotionError.budgetExhausted(promotion: applied.promotionID)
                }
                try database.execute(
                    sql: "UPDATE promotion SET spent = spent + ? WHERE id = ?",
                    arguments: [applied.discountMinor, applied.promotionID]
                )
            }
            let body = String(decoding: try JSONEncoder().encode(quote), as: UTF8.self)
            try database.execute(
                sql: "INSERT INTO redemption VALUES (?, ?, ?)",
                arguments: [orderID, customerID, body]
            )
            return quote
        }
    }

    static func promotions(_ database: Database) throws -> [RunningPromotion] {
        try Row.fetchAll(database.cachedStatement(sql: "SELECT body, spent FROM promotion ORDER BY id")).map { row in
            RunningPromotion(
                promotion: try JSONDecoder().decode(Promotion.self, from: Data((row["body"] as String).utf8)),
                spentMinor: row["spent"]
            )
        }
    }
}

extension PromotionStore {
    /// One for each channel; `quietHours` are those of channels of which nothing was said.
    func consents(of customerID: String, quietHours: QuietHours) async throws -> [Consent] {
        let known = try await file.read { database in
            try Row.fetchAll(
                database.cachedStatement(sql: "SELECT * FROM consent WHERE customer = ?"),
                arguments: [customerID]
            ).compactMap(Consent.init(row:))
        }
        return Consent.Channel.allCases.map { channel in
            known.first { $0.channel == channel }
                ?? Consent(channel: channel, isGranted: false, changedAt: 0, quietHours: quietHours)
        }
    }

    func put(_ consent: Consent, of customerID: String) async throws {
        try await file.write { database in
            try database.execute(
                sql: """
                    INSERT INTO consent VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET granted = excluded.granted,
                    changed = excluded.changed, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until
                    """,
                arguments: [
                    customerID, consent.channel.rawValue, consent.isGranted, consent.changedAt, consent.quietHours.from,
                    consent.quietHours.until,
                ]
            )
        }
    }
}

extension Consent {
    /// Nil for a channel that only another release knows.
    init?(row: Row) {
        guard let channel = Channel(rawValue: row["channel"]) else { return nil }
        self.init(
            channel: channel,
            isGranted: row["granted"],
            changedAt: row["changed"],
            quietHours: QuietHours(from: row["quiet_from"], until: row["quiet_until"])
        )
    }

    /// A consent that was given later than the wish stays.
    static func withdrawAll(of customerID: String, at: Int64, in database: Database) throws {
        try database.execute(
            sql: "UPDATE consent SET granted = 0, changed = ? WHERE customer = ? AND granted AND changed <= ?",
            arguments: [at, customerID, at]
        )
    }
}
