import Contracts

extension Promotion {
    init(_ promotion: RecommendationV1.Promotion) throws(PromotionError) {
        let amounts = [promotion.amountOff, promotion.minimum, promotion.budget].compactMap(\.self)
        let currency = amounts.first?.currency ?? "CNY"
        if let other = amounts.first(where: { $0.currency != currency }) {
            throw .mixedCurrencies(currency, other.currency)
        }
        self.init(
            id: promotion.id,
            name: promotion.name,
            englishName: promotion.englishName,
            kind: try Kind(promotion),
            currency: currency,
            minimumMinor: promotion.minimum?.amountMinor ?? 0,
            validFrom: promotion.valid.flatMap { $0.startUnixMs == 0 ? nil : $0.startUnixMs },
            validUntil: promotion.valid.flatMap { $0.endUnixMs == 0 ? nil : $0.endUnixMs },
            productIDs: Set(promotion.productIds),
            categories: Set(promotion.categories),
            segments: Set(promotion.segments),
            budgetMinor: promotion.budget?.amountMinor,
            stacksWith: Set(promotion.stacksWith),
            couponCode: promotion.couponCode,
            announcement: !promotion.announced
                ? nil
                : Announcement(
                    text: promotion.noticeText,
                    englishText: promotion.englishNoticeText,
                    heldOutPercent: Int(promotion.heldOutPercent)
                )
        )
        try validate()
    }
}

extension Promotion.Kind {
    fileprivate init(_ promotion: RecommendationV1.Promotion) throws(PromotionError) {
        switch promotion.kind {
        case .percent: self = .percent(Int(promotion.percentOff))
        case .amount: self = .amount(promotion.amountOff?.amountMinor ?? 0)
        case .freeShipping: self = .freeShipping
        case .unspecified, .unrecognized: throw .unknownKind(promotion.kind.rawValue)
        }
    }
}

extension RecommendationV1.Promotion {
    init(_ running: RunningPromotion) {
        let promotion = running.promotion
        func money(_ minor: Int64) -> TypesV1.Money {
            TypesV1.Money(amountMinor: minor, currency: promotion.currency)
        }
        let isBounded = promotion.validFrom != nil || promotion.validUntil != nil
        self.init(
            id: promotion.id,
            name: promotion.name,
            englishName: promotion.englishName,
            minimum: promotion.minimumMinor == 0 ? nil : money(promotion.minimumMinor),
            valid: isBounded
                ? TypesV1.TimeRange(startUnixMs: promotion.validFrom ?? 0, endUnixMs: promotion.validUntil ?? 0) : nil,
            productIds: promotion.productIDs.sorted(),
            categories: promotion.categories.sorted(),
            segments: promotion.segments.sorted(),
            budget: promotion.budgetMinor.map(money),
            stacksWith: promotion.stacksWith.sorted(),
            couponCode: promotion.couponCode,
            announced: promotion.announcement != nil,
            noticeText: promotion.announcement?.text ?? "",
            englishNoticeText: promotion.announcement?.englishText ?? "",
            heldOutPercent: UInt32(promotion.announcement?.heldOutPercent ?? 0),
            spent: money(running.spentMinor)
        )
        switch promotion.kind {
        case .percent(let percent):
            kind = .percent
            percentOff = UInt32(percent)
        case .amount(let amount):
            kind = .amount
            amountOff = money(amount)
        case .freeShipping:
            kind = .freeShipping
        }
    }
}

extension PromotionDesk {
    /// Prices are the caller's, categories the catalogue's.
    func basket(_ items: [RecommendationV1.CouponItem]) throws(RequestError) -> Basket {
        guard (1...Basket.linesMax).contains(items.count) else { throw .invalidItemCount(items.count) }
        let currency = items[0].unitPrice?.currency ?? ""
        let catalogue = customers.catalogue.catalogue
        var lines: [Basket.Line] = []
        for (index, item) in items.enumerated() {
            let price = item.unitPrice ?? TypesV1.Money()
            let (total, overflows) = price.amountMinor.multipliedReportingOverflow(by: Int64(item.quantity))
            guard price.currency == currency, currency.utf8.count == 3, !overflows, item.quantity > 0,
                (0...Basket.lineTotalMax).contains(total)
            else { throw .invalidItem(index: index) }
            let id = try RequestRules.id(item.productId, named: "items[\(index)].product_id")
            lines.append(Basket.Line(productID: id, category: catalogue.category(of: id), totalMinor: total))
        }
        return Basket(currency: currency, lines: lines)
    }
}

extension RecommendationV1.QuoteResponse {
    init(_ quote: PromotionQuote) {
        func money(_ minor: Int64) -> TypesV1.Money { TypesV1.Money(amountMinor: minor, currency: quote.currency) }
        self.init(
            total: money(quote.totalMinor),
            discount: money(quote.discountMinor),
            freeShipping: quote.hasFreeShipping,
            applied: quote.applied.map {
                RecommendationV1.AppliedPromotion(promotionId: $0.promotionID, discount: money($0.discountMinor))
            },
            refused: quote.refused.map {
                RecommendationV1.RefusedCoupon(couponCode: $0.couponCode, refusedBy: $0.rule.rawValue)
            }
        )
    }
}

extension RecommendationV1.CheckCouponResponse {
    init(_ check: PromotionDesk.CouponCheck) {
        self.init(
            valid: check.refusal == nil,
            refusedBy: check.refusal?.rawValue ?? "",
            discount: TypesV1.Money(amountMinor: check.discountMinor, currency: check.currency)
        )
    }
}

extension RecommendationV1.MeasureEffectResponse {
    init(_ effect: PromotionEffect, _ states: [Notice.State: Int]) {
        func group(_ group: PromotionEffect.Group) -> RecommendationV1.EffectGroup {
            RecommendationV1.EffectGroup(customers: UInt32(group.customers), buyers: UInt32(group.buyers))
        }
        self.init(
            told: group(effect.told),
            heldOut: group(effect.heldOut),
            difference: effect.difference,
            lower: effect.interval.lowerBound,
            upper: effect.interval.upperBound,
            noticesWaiting: UInt32((states[.waiting] ?? 0) + (states[.sending] ?? 0)),
            noticesDelivered: UInt32(states[.delivered] ?? 0),
            noticesLapsed: UInt32(states[.lapsed] ?? 0)
        )
    }
}

extension Consent {
    init(_ consent: RecommendationV1.Consent, now: Int64) throws(PromotionError) {
        guard let channel = Channel(rawValue: consent.channel) else { throw .unknownChannel(consent.channel) }
        for (field, minutes) in [
            ("quiet_from_minutes", consent.quietFromMinutes), ("quiet_until_minutes", consent.quietUntilMinutes),
        ] where minutes >= QuietHours.minutesOfDay {
            throw .outOfRange(field: field, value: Int64(minutes), allowed: "0 to \(QuietHours.minutesOfDay - 1)")
        }
        self.init(
            channel: channel,
            isGranted: consent.granted,
            changedAt: now,
            quietHours: QuietHours(from: Int(consent.quietFromMinutes), until: Int(consent.quietUntilMinutes))
        )
    }
}

extension RecommendationV1.Consent {
    init(_ consent: CustomerConsent) {
        self.init(
            channel: consent.channel.rawValue,
            granted: consent.isGranted,
            changedUnixMs: consent.changedAt,
            quietFromMinutes: UInt32(consent.quietHours.from),
            quietUntilMinutes: UInt32(consent.quietHours.until)
        )
    }
}

/// Inside the contract's namespace the plain name means the message.
typealias CustomerConsent = Consent
