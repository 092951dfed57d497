import Foundation
import Testing

@testable import DialogueManager

@Suite struct PhrasingTests {
    let clock: WallClock

    init() throws {
        clock = WallClock(now: .morning, timeZone: try #require(TimeZone(identifier: "Asia/Shanghai")))
    }

    func words(_ value: FactValue, _ language: Language) -> String {
        Phrasing(language: language, vocabulary: [:]).words(for: value, clock: clock)
    }

    @Test(arguments: [
        (Money(12_900), "129元", "¥129"), (Money(19_950), "199.50元", "¥199.50"), (Money(5), "0.05元", "¥0.05"),
        (Money(-1_250, "USD"), "-12.50美元", "$-12.50"), (Money(500, "JPY"), "JPY 500", "JPY 500"),
        (Money(1_234_567), "12345.67元", "¥12345.67"), (Money(0), "0元", "¥0"),
        (Money(1_500, "KWD"), "KWD 1.500", "KWD 1.500"),
    ])
    func amountsReadAsOnAPriceTag(money: Money, chinese: String, english: String) {
        #expect(words(.money(money), .chinese) == chinese)
        #expect(words(.money(money), .english) == english)
    }

    /// The year is told only where it is not this one.
    @Test func datesReadAsInEachLanguage() {
        #expect(words(.date(.morning), .chinese) == "11月24日")
        #expect(words(.date(.morning), .english) == "24 Nov")
        #expect(words(.date(.morning.adding(days: 60)), .chinese) == "2027年1月23日")
        #expect(words(.date(.morning.adding(days: 60)), .english) == "23 Jan 2027")
    }

    @Test func timesOfTodaySaySo() {
        #expect(words(.time(.morning), .chinese) == "今天 10:00")
        #expect(words(.time(.morning), .english) == "today, 10:00")
        #expect(words(.time(.morning.adding(days: -1)), .chinese) == "11月23日 10:00")
    }

    @Test func theZoneOfTheCustomerTellsTheDay() throws {
        let west = WallClock(now: .morning, timeZone: try #require(TimeZone(identifier: "America/New_York")))
        let words = Phrasing(language: .english, vocabulary: [:]).words(for: .time(.morning), clock: west)
        #expect(words == "today, 21:00")
    }

    @Test func listsAreJoinedAsInEachLanguage() {
        #expect(words(.texts(["M", "L"]), .chinese) == "M、L")
        #expect(words(.texts(["M", "L"]), .english) == "M, L")
    }
}
