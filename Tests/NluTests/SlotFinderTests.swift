import Foundation
import Testing
import TextNormalization

@testable import Nlu

@Suite struct SlotFinderTests {
    /// Wednesday, 4 March 2026.
    private static let today = CivilDate(year: 2026, month: 3, day: 4) ?? CivilDate(dayNumber: 0)
    private let finder: SlotFinder

    init() throws {
        finder = SlotFinder(
            rules: try SlotRules.read(ServiceFolder.config + "/slots.yaml"),
            catalogue: try ProductCatalogue.read(ServiceFolder.config + "/products.jsonl")
        )
    }

    private func slots(_ text: String, _ kinds: Set<SlotKind>) -> [Slot] {
        finder.slots(in: NormalizedText(text), today: Self.today).filter { kinds.contains($0.kind) }
    }

    /// The shop's formats, as customers write them.
    @Test(arguments: [
        ("订单XD20480001到哪了", "XD20480001", "XD20480001"),
        ("xd 20480001", "XD20480001", "xd 20480001"),
        ("ＸＤ２０４８０００１呢", "XD20480001", "ＸＤ２０４８０００１"),
        ("XD-2048-0001", "XD20480001", "XD-2048-0001"),
        ("where is #W1234567?", "#W1234567", "#W1234567"),
        ("where is w1234567", "#W1234567", "w1234567"),
        ("订单号20480001", "XD20480001", "20480001"),
        ("my order number is 1234567", "#W1234567", "1234567"),
        ("20480001", "XD20480001", "20480001"),
    ])
    func orderNumbersAreFound(text: String, number: String, written: String) {
        let found = slots(text, [.orderNumber])
        #expect(found.map(\.value) == [.normalized(number)])
        #expect(found.map(\.text) == [written])
    }

    @Test(arguments: ["AXD20480001", "XD204800011", "XD2048000", "价格20480001", "#W12345678", "快递20480001呢"])
    func otherNumbersAreNoOrders(text: String) {
        #expect(slots(text, [.orderNumber]).isEmpty)
    }

    @Test(arguments: [
        ("电话13800001111", "13800001111"),
        ("+86 138 0000 1111", "13800001111"),
        ("１３８００００１１１１", "13800001111"),
        ("199-0000-0001", "19900000001"),
    ])
    func mobileNumbersAreFound(text: String, number: String) {
        #expect(slots(text, [.phone]).map(\.value) == [.normalized(number)])
    }

    @Test(arguments: ["12800001111", "1380000111", "138000011112", "a13800001111"])
    func otherNumbersAreNoPhones(text: String) {
        #expect(slots(text, [.phone]).isEmpty)
    }

    @Test func trackingNumbersMoneyAndAddressesOfMailAreFound() {
        #expect(slots("运单SF6614228428559", [.trackingNumber]).map(\.value) == [.normalized("SF6614228428559")])
        #expect(slots("付了¥199.9", [.money]).map(\.value) == [.money(amountMinor: 19_990, currency: "CNY")])
        #expect(slots("三百不行 20块钱行不", [.money]).map(\.value) == [.money(amountMinor: 2_000, currency: "CNY")])
        #expect(slots("it was $5.50", [.money]).map(\.value) == [.money(amountMinor: 550, currency: "USD")])
        #expect(slots("发到 Xiao.Yun@example.com。", [.email]).map(\.value) == [.normalized("xiao.yun@example.com")])
    }

    @Test(arguments: [
        ("昨天买的", "2026-03-03", "2026-03-03"),
        ("大前天下的单", "2026-03-01", "2026-03-01"),
        ("前天晚上", "2026-03-02", "2026-03-02"),
        ("三天前", "2026-03-01", "2026-03-01"),
        ("两周前下单", "2026-02-18", "2026-02-18"),
        ("最近7天", "2026-02-25", "2026-03-04"),
        ("上周五买的", "2026-02-27", "2026-02-27"),
        ("上个星期天", "2026-03-01", "2026-03-01"),
        ("这周一", "2026-03-02", "2026-03-02"),
        ("上周", "2026-02-23", "2026-03-01"),
        ("上个月", "2026-02-01", "2026-02-28"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("3月5号", "2026-03-05", "2026-03-05"),
        ("十二月二十五日", "2025-12-25", "2025-12-25"),
        ("去年3月5号", "2025-03-05", "2025-03-05"),
        ("2026年3月5日", "2026-03-05", "2026-03-05"),
        ("２０２６-０３-０５", "2026-03-05", "2026-03-05"),
        ("2024/2/29", "2024-02-29", "2024-02-29"),
        ("上个月5号", "2026-02-05", "2026-02-05"),
        ("双十一", "2025-11-11", "2025-11-11"),
        ("yesterday", "2026-03-03", "2026-03-03"),
        ("the day before yesterday", "2026-03-02", "2026-03-02"),
        ("last friday", "2026-02-27", "2026-02-27"),
        ("3 days ago", "2026-03-01", "2026-03-01"),
        ("last week", "2026-02-23", "2026-03-01"),
        ("ordered on March 5th", "2026-03-05", "2026-03-05"),
        ("5 Jan 2026", "2026-01-05", "2026-01-05"),
    ])
    func daysAreResolvedAgainstToday(text: String, first: String, last: String) {
        let days = slots(text, [.time]).compactMap { slot in
            if case .days(let days) = slot.value { days } else { nil }
        }
        #expect(days.map { "\($0.lowerBound)" } == [first])
        #expect(days.map { "\($0.upperBound)" } == [last])
    }

    @Test(arguments: ["2026-02-30", "13月5号", "第三个", "三天", "maybe", "我周到的服务", "mayor 5", "12026-03-05"])
    func otherWordsAreNoDays(text: String) {
        #expect(slots(text, [.time]).isEmpty)
    }

    @Test func countsSizesAndPositionsAreToldApart() {
        #expect(slots("买两件", [.quantity]).map(\.value) == [.number(2)])
        #expect(slots("３双", [.quantity]).map(\.value) == [.number(3)])
        #expect(slots("3 pairs please", [.quantity]).map(\.value) == [.number(3)])
        #expect(slots("这个两个月能坏吗", [.quantity]).isEmpty)
        #expect(slots("42码有货吗", [.size]).map(\.value) == [.normalized("42")])
        #expect(slots("换大一码", [.size]).isEmpty)
        #expect(slots("要XL的", [.size]).map(\.value) == [.normalized("XL")])
        #expect(slots("第二个", [.ordinal]).map(\.value) == [.number(2)])
        #expect(slots("最后一个", [.ordinal]).map(\.value) == [.number(-1)])
        #expect(slots("the second one", [.ordinal]).map(\.value) == [.number(2)])
    }

    @Test func wordsHaveOneNormalForm() {
        #expect(slots("把那件灰的退了", [.colour]).map(\.value) == [.normalized("灰色")])
        #expect(slots("深灰色有吗", [.colour]).map(\.value) == [.normalized("深灰色")])
        #expect(slots("the navy blue one", [.colour]).map(\.value) == [.normalized("藏青色")])
        #expect(slots("i reddened it", [.colour]).isEmpty)
        #expect(slots("能发顺丰吗", [.carrier]).map(\.value) == [.normalized("顺丰速运")])
        #expect(slots("支持花呗不", [.paymentMethod]).map(\.value) == [.normalized("花呗")])
    }

    private func products(_ text: String) -> [String] {
        slots(text, [.product]).compactMap { slot in
            if case .products(let candidates) = slot.value { candidates.first?.name } else { nil }
        }
    }

    @Test func productsAreFoundByNameAliasAndWithTypingErrors() {
        #expect(products("那个机械键盘多少钱").count == 1)
        #expect(products("机戒键盘多少钱") == products("机械键盘多少钱"))
        #expect(products("is the mechanical keybord in stock") == products("mechanical keyboard"))
        #expect(products("two yoga mats").count == 1)
        #expect(products("what a chat, that").isEmpty)
        #expect(products("今天天气怎么样").isEmpty)
    }

    @Test func anAliasOfTwoProductsNamesBoth() {
        let found = slots("台灯有货吗", [.product])
        #expect(found.count == 1)
        guard case .products(let candidates)? = found.first?.value else {
            Issue.record("a product mention has candidates")
            return
        }
        #expect(candidates.count == 2)
    }

    /// Work that grew with the square of the length would not end within the limit.
    @Test(.timeLimit(.minutes(1)), arguments: ["1 ", "第三"])
    func theOrderBehindALongRunOfNumbersIsFound(run: String) {
        let text = String(repeating: run, count: 4_000) + "，订单XD20480001"
        let found = slots(text, [.orderNumber])
        #expect(found.map(\.span.upperBound) == [text.unicodeScalars.count])
    }

    /// Names in other characters of the same sound, as dictation writes them.
    @Test(arguments: [
        ("能发顺疯吗", SlotKind.carrier, "顺疯"), ("别发原通", .carrier, "原通"), ("羽容服到哪了", .product, "羽容服"),
        ("我的连一群呢", .product, "连一群"),
    ])
    func namesAreFoundByTheirSound(text: String, kind: SlotKind, written: String) {
        #expect(slots(text, [kind]).map(\.text) == [written])
    }

    /// 2026: new year on 17 February, mid-autumn on 25 September, and what lies nearest to 4 March.
    @Test(arguments: [
        ("春节前能到吗", "2026-02-17"), ("除夕那天买的", "2026-02-16"), ("元宵节发货吗", "2026-03-03"),
        ("农历正月十五", "2026-03-03"), ("正月初八下的单", "2026-02-24"), ("腊月二十三之前", "2026-02-10"),
    ])
    func lunarDaysAreResolved(text: String, expected: String) throws {
        let found = try #require(slots(text, [.time]).first)
        guard case .days(let days) = found.value else {
            Issue.record("\(found.value) are no days")
            return
        }
        #expect("\(days.lowerBound)" == expected)
    }

    @Test(arguments: ["三件", "3件", "３件", "叁件", "٣件", "③件", "𝟑件", "३件"])
    func numbersAreReadInEightWritings(text: String) {
        #expect(slots(text, [.quantity]).map(\.value) == [.number(3)])
    }

    @Test func everyDayConvertsThereAndBack() {
        for number in stride(from: -200_000, through: 200_000, by: 37) {
            let date = CivilDate(dayNumber: number)
            let (year, month, day) = date.components
            guard year >= 1 else { continue }
            #expect(CivilDate(year: year, month: month, day: day) == date)
        }
    }

    @Test func aDayStartsAtTheCustomersMidnight() throws {
        let shanghai = try #require(TimeZone(identifier: "Asia/Shanghai"))
        let newYork = try #require(TimeZone(identifier: "America/New_York"))
        let instant = Date(timeIntervalSince1970: 1_772_640_000)
        #expect("\(CivilDate(instant, in: shanghai))" == "2026-03-05")
        #expect("\(CivilDate(instant, in: newYork))" == "2026-03-04")
        #expect(Self.today.startMilliseconds(in: shanghai) == 1_772_553_600_000)
        #expect(Self.today.startMilliseconds(in: newYork) == 1_772_600_400_000)
    }
}
