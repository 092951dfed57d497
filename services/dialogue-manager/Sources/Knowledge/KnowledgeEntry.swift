import Foundation

/// Something that the shop has written down: how customers ask for it, and the answer word for word.
struct KnowledgeEntry: Codable, Hashable, Sendable {
    /// Unique within its language: file and place in it, "zh.md#returns".
    var id: String
    /// At least one.
    var questions: [String]
    var answer: String
    var language: Language
    /// Told with the answer.
    var source: String
    /// Days on which it holds, both ends included; nil has no end there.
    var validFrom: CivilDay?
    var validUntil: CivilDay?

    func holds(on day: CivilDay) -> Bool {
        (validFrom.map { $0 <= day } ?? true) && (validUntil.map { day <= $0 } ?? true)
    }
}

/// A day of the calendar, "2026-11-24".
struct CivilDay: Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
    var year: Int
    var month: Int
    var day: Int

    init(year: Int, month: Int, day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Nil for anything but four, two and two digits that can be a day.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    var description: String { String(format: "%04d-%02d-%02d", year, month, day) }

    static func < (left: CivilDay, right: CivilDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
