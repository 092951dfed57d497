/// What a basket costs under the best allowed set of promotions.
///
/// A function of the basket, the codes, the segments, the promotions and the time. It is given no customer, so equal
/// customers cannot get different prices.
struct PromotionQuote: Hashable, Sendable, Codable {
    struct Applied: Hashable, Sendable, Codable {
        let promotionID: String
        let discountMinor: Int64
    }

    struct Refused: Hashable, Sendable, Codable {
        let couponCode: String
        let rule: Rule
    }

    /// Why a promotion does not hold; raw values are stable names.
    enum Rule: String, Hashable, Sendable, Codable {
        case unknown = "coupon.unknown"
        case notStarted = "coupon.not_started"
        case expired = "coupon.expired"
        case segment = "coupon.segment"
        case items = "coupon.items"
        case minimum = "coupon.minimum"
        case currency = "coupon.currency"
        case budget = "coupon.budget"
        /// It holds, and may not be used beside others that save more.
        case stacking = "coupon.stacking"
    }

    let currency: String
    let totalMinor: Int64
    /// In the order of their use.
    let applied: [Applied]
    let refused: [Refused]
    let hasFreeShipping: Bool

    var discountMinor: Int64 { applied.reduce(0) { $0 + $1.discountMinor } }
}

/// A promotion and what was given away under it.
struct RunningPromotion: Hashable, Sendable {
    let promotion: Promotion
    let spentMinor: Int64

    var leftMinor: Int64 { promotion.budgetMinor.map { max(0, $0 - spentMinor) } ?? .max }
}

struct PromotionPricing: Sendable {
    let promotions: [RunningPromotion]
    let segments: Set<String>
    /// Unix milliseconds.
    let now: Int64

    /// Sets are tried among so many promotions, those that save most alone.
    static let combinedMax = 12

    /// - Parameter codes: of coupons; promotions without a code apply by themselves.
    func quote(_ basket: Basket, codes: Set<String>) -> PromotionQuote {
        var refused: [PromotionQuote.Refused] = []
        var usable: [RunningPromotion] = promotions.filter {
            $0.promotion.couponCode.isEmpty && refusal(of: $0, basket) == nil
        }
        for code in codes.sorted() {
            let named = promotions.first { $0.promotion.couponCode == code }
            if let rule = named.map({ refusal(of: $0, basket) }) ?? .unknown {
                refused.append(PromotionQuote.Refused(couponCode: code, rule: rule))
            } else if let named {
                usable.append(named)
            }
        }
        let best = bestSet(of: usable, basket)
        let used = Set(best.map(\.promotion.id))
        refused += usable.filter { !$0.promotion.couponCode.isEmpty && !used.contains($0.promotion.id) }
            .map { PromotionQuote.Refused(couponCode: $0.promotion.couponCode, rule: .stacking) }
        return PromotionQuote(
            currency: basket.currency,
            totalMinor: basket.totalMinor,
            applied: discounts(of: best, basket),
            refused: refused.sorted { $0.couponCode < $1.couponCode },
            hasFreeShipping: best.contains { $0.promotion.kind == .freeShipping }
        )
    }

    /// The first rule that keeps a promotion from this basket; nil where none does.
    func refusal(of running: RunningPromotion, _ basket: Basket) -> PromotionQuote.Rule? {
        let promotion = running.promotion
        if let rule = refusal(of: running) { return rule }
        if promotion.currency != basket.currency { return .currency }
        let eligible = basket.lines.filter { promotion.covers(productID: $0.productID, category: $0.category) }
        if eligible.isEmpty { return .items }
        if eligible.reduce(0, { $0 + $1.totalMinor }) < promotion.minimumMinor { return .minimum }
        // A discount is given whole or not at all; beside others it can only be smaller.
        let discount = discounts(of: [running], basket).reduce(0) { $0 + $1.discountMinor }
        return discount > running.leftMinor ? .budget : nil
    }

    /// The same without a basket: whether it may be used now at all.
    func refusal(of running: RunningPromotion) -> PromotionQuote.Rule? {
        let promotion = running.promotion
        if let from = promotion.validFrom, now < from { return .notStarted }
        if let until = promotion.validUntil, now >= until { return .expired }
        if !promotion.isFor(segments) { return .segment }
        return running.leftMinor == 0 ? .budget : nil
    }

    /// Of all sets whose members may stand beside each other, the one that saves most; of those that save the same, one
    /// with free shipping, then the smaller, then the one whose ids come first.
    private func bestSet(of usable: [RunningPromotion], _ basket: Basket) -> [RunningPromotion] {
        let tried = usable.map { (running: $0, saving: discounts(of: [$0], basket).first?.discountMinor ?? 0) }
            .sorted { ($1.saving, $0.running.promotion.id) < ($0.saving, $1.running.promotion.id) }
            .prefix(Self.combinedMax).map(\.running).sorted { $0.promotion.id < $1.promotion.id }
        var best: (set: [RunningPromotion], worth: Worth) = ([], Worth())
        func extend(_ set: [RunningPromotion], from start: Int) {
            for index in start..<tried.count where set.allSatisfy({ tried[index].promotion.stacks(with: $0.promotion) })
            {
                let larger = set + [tried[index]]
                let worth = worth(of: larger, basket)
                if best.worth < worth { best = (larger, worth) }
                extend(larger, from: index + 1)
            }
        }
        extend([], from: 0)
        return best.set
    }

    private struct Worth: Comparable {
        var savingMinor: Int64 = 0
        var shipsFree = false
        var count = 0

        static func < (left: Self, right: Self) -> Bool {
            (left.savingMinor, left.shipsFree ? 1 : 0, right.count) < (
                right.savingMinor, right.shipsFree ? 1 : 0, left.count
            )
        }
    }

    private func worth(of set: [RunningPromotion], _ basket: Basket) -> Worth {
        Worth(
            savingMinor: discounts(of: set, basket).reduce(0) { $0 + $1.discountMinor },
            shipsFree: set.contains { $0.promotion.kind == .freeShipping },
            count: set.count
        )
    }

    /// Percentages first, each of what the ones before left, then amounts; nothing costs less than 0. A fraction of a
    /// minor unit is not given.
    private func discounts(of set: [RunningPromotion], _ basket: Basket) -> [PromotionQuote.Applied] {
        var left = basket.lines.map(\.totalMinor)
        return set.sorted { ($0.promotion.order, $0.promotion.id) < ($1.promotion.order, $1.promotion.id) }.map {
            running in
            let promotion = running.promotion
            let lines = basket.lines.indices.filter {
                promotion.covers(productID: basket.lines[$0].productID, category: basket.lines[$0].category)
            }
            var amountLeft: Int64 = if case .amount(let amount) = promotion.kind { amount } else { 0 }
            var discount: Int64 = 0
            for line in lines {
                let part: Int64 =
                    switch promotion.kind {
                    case .percent(let percent): left[line] * Int64(percent) / 100
                    case .amount: min(amountLeft, left[line])
                    case .freeShipping: 0
                    }
                left[line] -= part
                amountLeft -= part
                discount += part
            }
            return PromotionQuote.Applied(promotionID: promotion.id, discountMinor: discount)
        }
    }
}

extension Promotion {
    fileprivate var order: Int {
        switch kind {
        case .percent: 0
        case .amount: 1
        case .freeShipping: 2
        }
    }
}
