import Testing

@testable import Recommendation

@Suite struct QuietHoursTests {
    /// Every minute of the day, with hours that do and do not go past midnight.
    @Test(arguments: [
        QuietHours(from: 1_320, until: 480), QuietHours(from: 60, until: 120), QuietHours(from: 0, until: 1),
    ])
    func endIsTheFirstMinuteThatIsNotQuiet(hours: QuietHours) {
        for minute in 0..<QuietHours.minutesOfDay {
            let now = Int64(minute) * 60_000 + 30_000
            let end = hours.end(after: now, utcOffsetMinutes: 0)
            guard hours.contains(minute: minute) else {
                #expect(end == now)
                continue
            }
            let endMinute = Int(end / 60_000) % QuietHours.minutesOfDay
            #expect(end > now && !hours.contains(minute: endMinute))
            #expect(hours.contains(minute: (endMinute + QuietHours.minutesOfDay - 1) % QuietHours.minutesOfDay))
        }
    }

    @Test func equalEndsAreNeverQuiet() {
        #expect((0..<QuietHours.minutesOfDay).allSatisfy { !QuietHours(from: 300, until: 300).contains(minute: $0) })
    }

    @Test func clockIsTheCustomers() {
        // 15:00 in UTC is 23:00 in Beijing.
        let hours = QuietHours(from: 1_320, until: 480)
        let now: Int64 = 15 * 3_600_000
        #expect(hours.contains(now, utcOffsetMinutes: 480))
        #expect(!hours.contains(now, utcOffsetMinutes: 0))
        #expect(hours.end(after: now, utcOffsetMinutes: 480) == now + 9 * 3_600_000)
    }
}
