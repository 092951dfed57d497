import Testing

@testable import OrderTracking

struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0)),
        ("2000-02-29T12:34:56Z", 951_827_696_000),
        ("2025-06-30T04:00:00Z", 1_751_256_000_000),
        ("2025-06-30T04:00:00.007Z", 1_751_256_000_007),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
    func textAndMillisecondsAgree(text: String, milliseconds: Int64) {
        #expect(Timestamp(text: text) == Timestamp(milliseconds: milliseconds))
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test(arguments: [
        "", "2025-06-31T00:00:00Z", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "2025-06-30T24:00:00Z",
        "2025-06-30 00:00:00Z", "2025-06-30T00:00:00+08:00", "2025-06-30T00:00:00", "2025-06-30T00:00:00.000Z",
        "2025/06/30T00:00:00Z", "-025-06-30T00:00:00Z", "1969-12-31T23:59:59Z", "２025-06-30T00:00Z",
    ])
    func otherFormsAndImpossibleDaysAreNoTimes(text: String) {
        #expect(Timestamp(text: text) == nil)
    }

    @Test func everyDayOfFourCenturiesReadsBack() {
        for day in stride(from: Int64(0), to: 146_097, by: 1) {
            let timestamp = Timestamp(milliseconds: day * Timestamp.millisecondsPerDay)
            if Timestamp(text: timestamp.description) != timestamp {
                Issue.record("\(timestamp) does not read back")
                return
            }
        }
    }
}
