/// Whether a customer wants to be written to on one channel, and when not. Nobody does who never said so.
struct Consent: Hashable, Sendable {
    let channel: Channel
    let isGranted: Bool
    /// Unix milliseconds; 0 where nothing was ever said.
    let changedAt: Int64
    let quietHours: QuietHours

    enum Channel: String, CaseIterable, Sendable {
        case chat
        case sms
        case email
    }
}

/// Local time of day between which nothing is sent; may go past midnight.
struct QuietHours: Hashable, Sendable {
    /// Minutes after midnight, 0..<1,440; equal ends mean none.
    let from: Int
    let until: Int

    static let minutesOfDay = 1_440

    func contains(minute: Int) -> Bool {
        if from == until { return false }
        return from < until ? (from..<until).contains(minute) : minute >= from || minute < until
    }

    /// - Parameter utcOffsetMinutes: of the customer's clock.
    func contains(_ now: Int64, utcOffsetMinutes: Int) -> Bool { contains(minute: Self.minute(now, utcOffsetMinutes)) }

    /// When they are over, in Unix milliseconds; `now` itself outside of them.
    func end(after now: Int64, utcOffsetMinutes: Int) -> Int64 {
        let minute = Self.minute(now, utcOffsetMinutes)
        guard contains(minute: minute) else { return now }
        let minutes = (until - minute + Self.minutesOfDay) % Self.minutesOfDay
        return (now / 60_000 + Int64(minutes)) * 60_000
    }

    private static func minute(_ now: Int64, _ utcOffsetMinutes: Int) -> Int {
        let minutes = Int(now / 60_000) + utcOffsetMinutes
        return ((minutes % minutesOfDay) + minutesOfDay) % minutesOfDay
    }
}
