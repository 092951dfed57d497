/// Chooses who is told of announced promotions: customers who consented and whom the promotion fits, but for those who are
/// held out.
struct NoticePlanner: Sendable {
    let promotions: PromotionStore
    let notices: NoticeStore
    let customers: PromotionCustomers
    /// Customers looked at in one go.
    let batchMax: Int

    /// Assigns everybody who is not assigned yet. `now` is in Unix milliseconds.
    func plan(now: Int64) async throws {
        for running in try await promotions.promotions() {
            guard let announcement = running.promotion.announcement, running.promotion.isCurrent(now) else { continue }
            try await plan(running.promotion, announcement, now: now)
        }
    }

    private func plan(_ promotion: Promotion, _ announcement: Promotion.Announcement, now: Int64) async throws {
        var last = ""
        while true {
            let batch = try await notices.unassigned(promotion.id, channel: .chat, after: last, limit: batchMax)
            guard let end = batch.last else { return }
            last = end
            var assigned: [Notice] = []
            for customerID in batch {
                let customer = try await customers.of(customerID, now: now)
                guard promotion.isFor(customer.segments), customer.fits(promotion) else { continue }
                let isHeldOut = HeldOut.contains(
                    customerID: customerID,
                    promotionID: promotion.id,
                    percent: announcement.heldOutPercent
                )
                assigned.append(
                    Notice(
                        promotionID: promotion.id,
                        customerID: customerID,
                        state: isHeldOut ? .heldOut : .waiting,
                        assignedAt: now
                    )
                )
            }
            try await notices.assign(assigned)
        }
    }
}

extension Promotion {
    func isCurrent(_ now: Int64) -> Bool { (validFrom ?? 0) <= now && now < (validUntil ?? .max) }
}
