import Testing

@testable import Recommendation

@Suite struct ContactRulesTests {
    private let rules = ContactRules(perDayMax: 1, perWeekMax: 3, utcOffsetMinutes: 0)
    private let noon = start

    private func facts(
        granted: Bool = true,
        silence: Silence? = nil,
        quiet: QuietHours = QuietHours(from: 0, until: 0),
        delivered: [Int64] = [],
        endsAt: Int64? = nil,
        eligible: Bool = true
    ) -> ContactRules.Facts {
        ContactRules.Facts(
            consent: CustomerConsent(channel: .chat, isGranted: granted, changedAt: 0, quietHours: quiet),
            silence: silence,
            deliveredAt: delivered,
            endsAt: endsAt,
            isEligible: eligible
        )
    }

    @Test func whatNothingSpeaksAgainstIsSent() {
        #expect(rules.decide(facts(), now: noon) == .send)
        #expect(rules.decide(facts(delivered: [noon - day], endsAt: noon + 1), now: noon) == .send)
    }

    /// Every combination of what may speak against sending: one is enough.
    @Test func oneReasonIsEnoughToSendNothing() {
        for combination in 1..<64 {
            func has(_ bit: Int) -> Bool { combination & (1 << bit) != 0 }
            let facts = facts(
                granted: !has(0),
                silence: has(1) ? .muted : nil,
                quiet: has(2) ? QuietHours(from: 600, until: 840) : QuietHours(from: 0, until: 0),
                delivered: has(3) ? [noon - 1] : [],
                endsAt: has(4) ? noon : nil,
                eligible: !has(5)
            )
            let decision = rules.decide(facts, now: noon)
            #expect(decision != .send)
            #expect((decision == .drop) == (has(4) || has(5)))
            if case .wait(let instant) = decision { #expect(instant > noon) }
        }
    }

    @Test func complaintsSilenceToo() {
        #expect(rules.decide(facts(silence: .complaintOpen), now: noon) == .wait(until: noon + rules.retryMilliseconds))
    }

    @Test func quietHoursAreWaitedFor() {
        let quiet = facts(quiet: QuietHours(from: 700, until: 800))
        #expect(rules.decide(quiet, now: noon) == .wait(until: noon + 80 * 60_000))
    }

    /// At the instant that is waited for, there is room, and a millisecond before there is not.
    @Test(arguments: [[Int64(-1)], [-1, -2 * day, -3 * day], [-25, -6 * day, -5 * day, -4 * day]])
    func capsAreWaitedForExactly(offsets: [Int64]) {
        let delivered = facts(delivered: offsets.map { noon + $0 })
        guard case .wait(var instant) = rules.decide(delivered, now: noon) else {
            Issue.record("nothing waits")
            return
        }
        #expect(rules.decide(delivered, now: instant - 1) != .send)
        // The day may have room again while the week has none.
        while case .wait(let later) = rules.decide(delivered, now: instant) { instant = later }
        let lastDay = delivered.deliveredAt.count { $0 > instant - day }
        let lastWeek = delivered.deliveredAt.count { $0 > instant - 7 * day }
        #expect(lastDay < rules.perDayMax && lastWeek < rules.perWeekMax)
    }

    @Test func heldOutShareIsAsAskedAndDoesNotChange() {
        let customers = (0..<20_000).map { "C\($0)" }
        for percent in [0, 10, 50] {
            let held = customers.count { HeldOut.contains(customerID: $0, promotionID: "P", percent: percent) }
            #expect(abs(Double(held) / 20_000 - Double(percent) / 100) < 0.015)
        }
        let one = customers.filter { HeldOut.contains(customerID: $0, promotionID: "P", percent: 10) }
        let other = customers.filter { HeldOut.contains(customerID: $0, promotionID: "Q", percent: 10) }
        // Another promotion holds out others, so that nobody is left out of all.
        #expect(Set(one).intersection(other).count < one.count / 4)
    }
}
