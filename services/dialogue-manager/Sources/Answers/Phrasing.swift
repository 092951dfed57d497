import Foundation

/// How facts read in one language: dates, amounts, lists, and the shop's words for codes.
struct Phrasing: Sendable {
    var language: Language
    var vocabulary: [Vocabulary: [String: String]]

    /// The words for a fact. `clock` says what today is, so that "today" and other years can be told apart.
    func words(for value: FactValue, clock: WallClock) -> String {
        switch value {
        case .text(let text): text
        case .localized(let text): text.text(in: language)
        case .texts(let texts): texts.joined(separator: language == .chinese ? "、" : ", ")
        case .number(let number): String(number)
        case .money(let money): words(for: money)
        case .date(let moment): date(clock.civil(moment), today: clock.today)
        case .time(let moment): time(clock.civil(moment), today: clock.today)
        case .word(let vocabulary, let code): self.vocabulary[vocabulary]?[code] ?? code
        case .words(let vocabulary, let codes):
            codes.map { self.vocabulary[vocabulary]?[$0] ?? $0 }.joined(separator: language == .chinese ? "、" : ", ")
        case .method(let method): words(for: method)
        case .list(let items): String(items.count)
        }
    }

    /// "支付宝", "银联信用卡（尾号2048）".
    private func words(for method: PaymentMethod) -> String {
        let name = vocabulary[.brand]?[method.brand] ?? method.brand
        guard !method.lastFour.isEmpty else { return name.isEmpty ? method.id : name }
        return language == .chinese ? "\(name)（尾号\(method.lastFour)）" : "\(name) ending in \(method.lastFour)"
    }

    private func words(for money: Money) -> String {
        let digits = Self.minorDigits[money.currency] ?? 2
        let amount = Self.decimal(money.minorUnits, minorDigits: digits)
        switch (money.currency, language) {
        case ("CNY", .chinese): return amount + "元"
        case ("CNY", .english): return "¥" + amount
        case ("USD", .chinese): return amount + "美元"
        case ("USD", .english): return "$" + amount
        default: return "\(money.currency) \(amount)"
        }
    }

    /// ISO 4217 currencies whose minor unit is not a hundredth.
    private static let minorDigits = ["JPY": 0, "KRW": 0, "VND": 0, "KWD": 3, "BHD": 3]

    /// A round amount has no decimals, as on a price tag: 129, 129.50.
    private static func decimal(_ minorUnits: Int64, minorDigits: Int) -> String {
        let scale = (0..<minorDigits).reduce(UInt64(1)) { product, _ in product * 10 }
        let (major, minor) = minorUnits.magnitude.quotientAndRemainder(dividingBy: scale)
        let sign = minorUnits < 0 ? "-" : ""
        guard minor != 0 else { return "\(sign)\(major)" }
        let decimals = String(minor)
        let padding = String(repeating: "0", count: minorDigits - decimals.count)
        return "\(sign)\(major).\(padding)\(decimals)"
    }

    private func date(_ day: CivilTime, today: CivilTime) -> String {
        let withYear = day.year != today.year
        switch language {
        case .chinese: return (withYear ? "\(day.year)年" : "") + "\(day.month)月\(day.day)日"
        case .english: return "\(day.day) \(Self.months[day.month - 1])" + (withYear ? " \(day.year)" : "")
        }
    }

    private func time(_ time: CivilTime, today: CivilTime) -> String {
        let clock = "\(time.hour):" + (time.minute < 10 ? "0" : "") + "\(time.minute)"
        switch language {
        case .chinese: return (time.isSameDay(as: today) ? "今天" : date(time, today: today)) + " " + clock
        case .english: return (time.isSameDay(as: today) ? "today" : date(time, today: today)) + ", " + clock
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

/// The customer's now and time zone, by which dates are told.
struct WallClock: Sendable {
    let now: Moment
    private let calendar: Calendar

    init(now: Moment, timeZone: TimeZone) {
        self.now = now
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.calendar = calendar
    }

    var today: CivilTime { civil(now) }

    func civil(_ moment: Moment) -> CivilTime {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        return CivilTime(
            year: parts.year ?? 1970,
            month: parts.month ?? 1,
            day: parts.day ?? 1,
            hour: parts.hour ?? 0,
            minute: parts.minute ?? 0
        )
    }
}

struct CivilTime: Hashable, Sendable {
    var year: Int
    /// 1 to 12.
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int

    func isSameDay(as other: CivilTime) -> Bool {
        (year, month, day) == (other.year, other.month, other.day)
    }
}
