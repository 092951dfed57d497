import Logging
import Synchronization
import Testing

@testable import Recommendation

@Suite struct NoticeDeliveryTests {
    /// A gateway that notes what it is handed, and fails as told.
    private final class Gateway: Sendable {
        enum Answer: Sendable {
            case shown
            case notShown
            case fails
        }
        struct Failure: Error {}
        struct State {
            var connected: Set<String> = []
            var answer = Answer.shown
            var handed: [String] = []
        }
        let state = Mutex(State())

        func connect(_ customers: String...) { state.withLock { $0.connected.formUnion(customers) } }
        func answer(_ answer: Answer) { state.withLock { $0.answer = answer } }
        var handed: [String] { state.withLock(\.handed) }

        var sink: NoticeSink {
            NoticeSink(
                isConnected: { customer in self.state.withLock { $0.connected.contains(customer) } },
                show: { notice, _ in
                    try self.state.withLock { state in
                        state.handed.append(notice.customerID)
                        if state.answer == .fails { throw Failure() }
                        return state.answer == .shown
                    }
                }
            )
        }
    }

    private final class Clock: Sendable {
        private let instant: Mutex<Int64>
        init(_ start: Int64) { instant = Mutex(start) }
        var now: Int64 { instant.withLock(\.self) }
        func advance(_ milliseconds: Int64) { instant.withLock { $0 += milliseconds } }
    }

    private func delivery(_ desk: PromotionDesk, _ gateway: Gateway, _ clock: Clock) -> NoticeDelivery {
        NoticeDelivery(
            planner: NoticePlanner(
                promotions: desk.promotions,
                notices: desk.notices,
                customers: desk.customers,
                batchMax: 2
            ),
            sink: gateway.sink,
            rules: ContactRules(utcOffsetMinutes: 0),
            quietHours: desk.quietHours,
            interval: .seconds(1),
            batchMax: 100,
            now: { clock.now },
            logger: Logger(label: "test")
        )
    }

    private func announce(
        _ desk: PromotionDesk,
        _ id: String = "sale",
        heldOut: Int = 0,
        until: Int64? = nil
    ) async throws {
        var promotion = Promotion(id: id, name: id, kind: .percent(10), currency: "CNY")
        promotion.categories = ["tops"]
        promotion.validUntil = until
        promotion.announcement = Promotion.Announcement(text: "sale", englishText: "", heldOutPercent: heldOut)
        _ = try await desk.promotions.put(promotion)
    }

    private func consent(
        _ desk: PromotionDesk,
        _ customers: String...,
        granted: Bool = true,
        quiet: QuietHours = QuietHours(from: 0, until: 0)
    ) async throws {
        for customer in customers {
            let consent = CustomerConsent(channel: .chat, isGranted: granted, changedAt: 1, quietHours: quiet)
            try await desk.promotions.put(consent, of: customer)
        }
    }

    @Test func rightCustomersAreToldOnce() async throws {
        try await withDesk { desk in
            let gateway = Gateway()
            let clock = Clock(start)
            let delivery = delivery(desk, gateway, clock)
            // Tops are P0, P2, P4.
            _ = try await desk.customers.store.record(
                ["fits", "no-consent", "away"].map { event(.view, "P0", by: $0) } + [
                    event(.view, "P1", by: "other-taste")
                ]
            )
            try await consent(desk, "fits", "away", "other-taste")
            try await consent(desk, "no-consent", granted: false)
            gateway.connect("fits", "no-consent", "other-taste")
            try await announce(desk)
            for _ in 0..<5 {
                try await delivery.tick()
                clock.advance(day)
            }
            #expect(gateway.handed == ["fits"])
            gateway.connect("away")
            try await delivery.tick()
            #expect(gateway.handed == ["fits", "away"])
        }
    }

    @Test func quietHoursComplaintsAndMutingHoldNoticesBack() async throws {
        try await withDesk { desk in
            let gateway = Gateway()
            let clock = Clock(start)
            let delivery = delivery(desk, gateway, clock)
            _ = try await desk.customers.store.record(
                ["asleep", "angry", "muted"].map { event(.view, "P0", by: $0) }
                    + [event(.complaintOpened, by: "angry"), event(.mute, by: "muted")]
            )
            // The tests' clock stands at noon.
            try await consent(desk, "asleep", quiet: QuietHours(from: 660, until: 780))
            try await consent(desk, "angry", "muted")
            gateway.connect("asleep", "angry", "muted")
            try await announce(desk)
            try await delivery.tick()
            #expect(gateway.handed.isEmpty)
            clock.advance(61 * 60_000)
            try await delivery.tick()
            #expect(gateway.handed == ["asleep"])
            _ = try await desk.customers.store.record([event(.complaintClosed, by: "angry", onDay: 1)])
            clock.advance(day)
            try await delivery.tick()
            #expect(gateway.handed == ["asleep", "angry"])
        }
    }

    @Test func capsHoldForAllPromotionsTogether() async throws {
        try await withDesk { desk in
            let gateway = Gateway()
            let clock = Clock(start)
            let delivery = delivery(desk, gateway, clock)
            _ = try await desk.customers.store.record([event(.view, "P0")])
            try await consent(desk, "C1")
            gateway.connect("C1")
            for number in 0..<6 { try await announce(desk, "sale-\(number)") }
            var perDay: [Int] = []
            for _ in 0..<14 {
                let before = gateway.handed.count
                for _ in 0..<24 {
                    try await delivery.tick()
                    clock.advance(ContactRules.hour)
                }
                perDay.append(gateway.handed.count - before)
            }
            #expect(perDay.max() == 1)
            #expect(perDay.prefix(7).reduce(0, +) == 3)
            #expect(gateway.handed.count == 6)
        }
    }

    /// Whatever the gateway does, and whenever this process dies, a notice is shown once at most.
    @Test func noticeOfUnknownFateIsNeverSentAgain() async throws {
        try await withDesk { desk in
            let gateway = Gateway()
            let clock = Clock(start)
            let delivery = delivery(desk, gateway, clock)
            _ = try await desk.customers.store.record([event(.view, "P0")])
            try await consent(desk, "C1")
            gateway.connect("C1")
            try await announce(desk)
            gateway.answer(.notShown)
            try await delivery.tick()
            gateway.answer(.fails)
            clock.advance(day)
            try await delivery.tick()
            #expect(gateway.handed.count == 2)
            gateway.answer(.shown)
            clock.advance(day)
            try await delivery.tick()
            #expect(gateway.handed.count == 2)
            let states = try await desk.notices.notices(of: "sale").map(\.state)
            #expect(states == [.lapsed])
        }
    }

    @Test func noticeThatWasBeingSentAtACrashIsLapsed() async throws {
        try await withDesk { desk in
            let notice = Notice(promotionID: "sale", customerID: "C1", state: .waiting, assignedAt: start)
            try await desk.notices.assign([notice, notice])
            #expect(try await desk.notices.move(notice, from: .waiting, to: .sending, sent: start))
            #expect(try await !desk.notices.move(notice, from: .waiting, to: .sending, sent: start))
            try await desk.notices.lapseUnfinished()
            #expect(try await desk.notices.notices(of: "sale").map(\.state) == [.lapsed])
        }
    }

    @Test func endedPromotionIsNotTold() async throws {
        try await withDesk { desk in
            let gateway = Gateway()
            let clock = Clock(start)
            let delivery = delivery(desk, gateway, clock)
            _ = try await desk.customers.store.record([event(.view, "P0")])
            try await consent(desk, "C1")
            try await announce(desk, until: start + day)
            try await delivery.tick()
            gateway.connect("C1")
            clock.advance(day)
            try await delivery.tick()
            #expect(gateway.handed.isEmpty)
        }
    }

    @Test func effectComparesThoseToldWithThoseHeldOut() async throws {
        try await withDesk { desk in
            let gateway = Gateway()
            let clock = Clock(start)
            let delivery = delivery(desk, gateway, clock)
            let customers = (0..<200).map { "C\($0)" }
            _ = try await desk.customers.store.record(customers.map { event(.view, "P0", by: $0) })
            for customer in customers {
                try await consent(desk, customer)
                gateway.connect(customer)
            }
            try await announce(desk, heldOut: 30)
            try await delivery.tick()
            let told = Set(gateway.handed)
            #expect(told.count == 100)
            for _ in 0..<2 { try await delivery.tick() }
            // Everybody who was told buys a top, and one in four of the others.
            let all = Set(gateway.handed)
            let others = customers.filter { !all.contains($0) }
            let buyers = Array(all) + others.enumerated().filter { $0.offset % 4 == 0 }.map(\.element)
            clock.advance(1)
            _ = try await desk.customers.store.record(
                buyers.map {
                    BehaviourEvent(id: "buy-\($0)", customerID: $0, productID: "P2", kind: .buy, at: clock.now)
                }
            )
            let (effect, states) = try await desk.effect(of: "sale", days: 7)
            #expect(effect.told.customers + effect.heldOut.customers == 200)
            #expect(effect.told.customers == all.count && effect.told.share == 1)
            #expect(states[.heldOut] == effect.heldOut.customers)
            #expect(effect.difference > 0.6 && effect.interval.lowerBound > 0.5)
        }
    }
}
