import Logging
import ServiceLifecycle

/// Brings notices to customers: looks again and again at what is due, asks the rules, and hands over what may go.
///
/// At most once: a notice is marked before it is handed over, and one whose fate is unknown is never sent again. Notices
/// for customers who are not connected stay here, where consent, quiet hours and complaints are looked at until the
/// moment of delivery.
struct NoticeDelivery: Service {
    let planner: NoticePlanner
    let sink: NoticeSink
    let rules: ContactRules
    let quietHours: QuietHours
    let interval: Duration
    /// Notices looked at in one go.
    let batchMax: Int
    let now: @Sendable () -> Int64
    let logger: Logger

    private var notices: NoticeStore { planner.notices }

    func run() async throws {
        try await notices.lapseUnfinished()
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await tick()
                    try await Task.sleep(for: interval)
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("notices not delivered", metadata: ["recommendation.reason": "\(error)"])
                    // Ends early only when the process stops.
                    try? await Task.sleep(for: interval)
                }
            }
        }
    }

    /// One look at everything that is due.
    func tick() async throws {
        try await planner.plan(now: now())
        let due = try await notices.due(now: now(), limit: batchMax)
        guard !due.isEmpty else { return }
        let promotions = try await planner.promotions.promotions()
        for notice in due {
            let promotion = promotions.first { $0.promotion.id == notice.promotionID }
            try await deliver(notice, promotion)
        }
    }

    private func deliver(_ notice: Notice, _ running: RunningPromotion?) async throws {
        guard let running, let facts = try await facts(of: notice, running) else {
            _ = try await notices.move(notice, from: .waiting, to: .lapsed)
            return
        }
        switch rules.decide(facts, now: now()) {
        case .drop:
            _ = try await notices.move(notice, from: .waiting, to: .lapsed)
        case .wait(let instant):
            _ = try await notices.move(notice, from: .waiting, to: .waiting, nextTry: instant)
        case .send:
            try await send(notice, running.promotion)
        }
    }

    private func facts(of notice: Notice, _ running: RunningPromotion) async throws -> ContactRules.Facts? {
        let instant = now()
        let customer = try await planner.customers.of(notice.customerID, now: instant)
        let consents = try await planner.promotions.consents(of: notice.customerID, quietHours: quietHours)
        guard let consent = consents.first(where: { $0.channel == .chat }) else { return nil }
        let pricing = PromotionPricing(promotions: [running], segments: customer.segments, now: instant)
        return ContactRules.Facts(
            consent: consent,
            silence: customer.silence,
            deliveredAt: try await notices.deliveries(to: notice.customerID, since: instant - 7 * ContactRules.day),
            endsAt: running.promotion.validUntil,
            isEligible: running.promotion.announcement != nil && pricing.refusal(of: running) == nil
        )
    }

    private func send(_ notice: Notice, _ promotion: Promotion) async throws {
        let later = now() + rules.retryMilliseconds
        let isConnected: Bool
        do {
            isConnected = try await sink.isConnected(notice.customerID)
        } catch {
            logger.debug("presence not known", metadata: ["recommendation.reason": "\(error)"])
            isConnected = false
        }
        guard isConnected else {
            _ = try await notices.move(notice, from: .waiting, to: .waiting, nextTry: later)
            return
        }
        guard try await notices.move(notice, from: .waiting, to: .sending, sent: now()) else { return }
        do {
            if try await sink.show(notice, promotion) {
                _ = try await notices.move(notice, from: .sending, to: .delivered, sent: now())
            } else {
                // The client left in between: the gateway says that nobody saw it.
                _ = try await notices.move(notice, from: .sending, to: .waiting, nextTry: later)
            }
        } catch {
            logger.warning(
                "a notice may have been lost",
                metadata: ["recommendation.promotion": "\(promotion.id)", "recommendation.reason": "\(error)"]
            )
            _ = try await notices.move(notice, from: .sending, to: .lapsed, sent: now())
        }
    }
}
