/// Something that an answer says and that must have a source: a price, a date, a number, a promise.
package struct Claim: Hashable, Sendable {
    /// Readings of the words, the likeliest first: "nine ninety-nine" is 9.99 or 999. Never empty.
    package var readings: [ClaimValue]
    /// Where it stands in the answer, in Unicode scalars.
    package var range: Range<Int>
    /// The words themselves.
    package var text: String
    /// What the words around say it is: a fee, a date of delivery, a bank card's term.
    package var roles: Set<Role>
    /// Products and orders that it is said of; empty when the words name none.
    package var subjects: Set<String>

    package var value: ClaimValue { readings[0] }
}

/// A claim's meaning, the same for every way of writing it.
package enum ClaimValue: Hashable, Sendable {
    /// In the currency named, "CNY"; nil where the words name none.
    case money(Amount, currency: String?)
    case percentage(Amount)
    /// What is left to pay, in percent: 八折 and "20 % off" are 80.
    case discount(Amount)
    case date(PartialDate)
    /// 1 (Monday) to 7.
    case weekday(Int)
    /// Minutes after midnight; a whole hour without its minutes is exact to the hour only.
    case time(minutes: Int, wholeHour: Bool)
    case duration(Amount, DurationUnit)
    /// A number of things, with the unit where one is written: "items", "g", "cm".
    case quantity(Amount, unit: String?)
    /// Letters and digits alone, upper case; stars stand for any character.
    case identifier(String)
    /// "尾号0001".
    case identifierEnding(String)
    /// A name of the catalogue, as the catalogue has it.
    case product(String)
    /// A carrier's code: "sf".
    case carrier(String)
    /// A promise or a state, and whether it is affirmed.
    case statement(Statement, affirmed: Bool)
}

/// A decimal number exact to four places.
package struct Amount: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var tenThousandths: Int

    package init(tenThousandths: Int) { self.tenThousandths = tenThousandths }

    package init(_ whole: Int) { tenThousandths = whole * 10_000 }

    /// Nil when it is no number or larger than a thousand billion.
    package init?(_ value: Double) {
        guard value.isFinite, abs(value) < 1e12 else { return nil }
        tenThousandths = Int((value * 10_000).rounded())
    }

    package static func < (left: Amount, right: Amount) -> Bool { left.tenThousandths < right.tenThousandths }

    package var double: Double { Double(tenThousandths) / 10_000 }

    package var description: String {
        tenThousandths.isMultiple(of: 10_000) ? "\(tenThousandths / 10_000)" : "\(double)"
    }
}

/// Hours and days can be told in each other; months and working days cannot.
package enum DurationUnit: String, Hashable, Sendable {
    case minutes
    case months
    case workingDays
}

/// A day of the calendar with what the words leave out missing.
package struct PartialDate: Hashable, Sendable {
    package var year: Int?
    package var month: Int?
    package var day: Int?

    package init(year: Int? = nil, month: Int? = nil, day: Int? = nil) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// True when nothing that both name differs.
    func agrees(with other: PartialDate) -> Bool {
        func same(_ left: Int?, _ right: Int?) -> Bool { left == nil || right == nil || left == right }
        return same(year, other.year) && same(month, other.month) && same(day, other.day)
    }
}
