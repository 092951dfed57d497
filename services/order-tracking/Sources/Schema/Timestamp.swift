/// A moment in UTC, in milliseconds since 1970, as the contract and the database keep it.
struct Timestamp: Hashable, Comparable, Sendable {
    var milliseconds: Int64

    init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    /// Years 1970 to 9999; outside of them the text form has no four digits for the year.
    static let range = Timestamp(milliseconds: 0)...Timestamp(milliseconds: 253_402_300_799_999)

    static let millisecondsPerDay: Int64 = 86_400_000

    func adding(days: Int) -> Timestamp {
        Timestamp(milliseconds: milliseconds + Int64(days) * Self.millisecondsPerDay)
    }
}
