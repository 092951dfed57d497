/// The words that days are written with.
enum DateWords {
    static let yearOffsets = WordTable(["去年": -1, "前年": -2, "今年": 0, "明年": 1])

    static let monthOffsets = WordTable([
        "上上个月": -2, "上个月": -1, "上月": -1, "这个月": 0, "本月": 0, "下个月": 1, "下月": 1, "last month": -1,
        "this month": 0, "next month": 1,
    ])

    static let weekOffsets = WordTable(["last week": -1, "this week": 0, "next week": 1])

    static let wholeYearOffsets = WordTable(["去年": -1, "今年": 0, "last year": -1, "this year": 0])

    static let weekShifts = WordTable(["上上": -2, "上": -1, "这": 0, "本": 0, "下下": 2, "下": 1])
    static let week = WordTable(["周", "星期", "礼拜"])

    /// 1 for Monday ... 7 for Sunday, 8 for the weekend.
    static let weekdays = WordTable([
        "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7, "末": weekend,
    ])
    static let weekend = 8

    static let dayMarks = WordTable(["日", "号"])

    static let dayOffsets = WordTable([
        "大前天": -3, "前天": -2, "前日": -2, "前晚": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨儿": -1, "今天": 0,
        "今日": 0, "今早": 0, "今晚": 0, "今儿": 0, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "明儿": 1, "后天": 2,
        "大后天": 3, "the day before yesterday": -2, "day before yesterday": -2, "the day after tomorrow": 2,
        "day after tomorrow": 2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1,
    ])

    static let partsOfDay = WordTable(["早上", "上午", "中午", "下午", "晚上", "夜里", "凌晨"])

    static let recently = WordTable(["最近", "近", "过去", "the last ", "last ", "past "])
    static let ago = WordTable(["以前", "之前", "前", "ago"])
    static let later = WordTable(["以后", "之后", "后", "later", "from now"])

    /// Days of a unit.
    static let units = WordTable([
        "天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365, "days": 1, "day": 1, "weeks": 7, "week": 7,
        "months": 30, "month": 30,
    ])

    /// Month and day of festivals with a fixed date.
    static let festivals = WordTable([
        "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12), "六一八": (6, 18), "618": (6, 18),
        "元旦": (1, 1), "国庆": (10, 1), "圣诞": (12, 25), "christmas": (12, 25),
    ])

    static let newYearsEve = WordTable(["除夕", "大年三十", "年三十", "年夜", "chinese new year's eve"])

    /// Month and day of festivals of the lunar calendar.
    static let lunarFestivals = WordTable([
        "春节": (1, 1), "大年初一": (1, 1), "大年初二": (1, 2), "大年初三": (1, 3), "元宵": (1, 15), "端午": (5, 5),
        "七夕": (7, 7), "中秋": (8, 15), "重阳": (9, 9), "腊八": (12, 8), "小年": (12, 23), "chinese new year": (1, 1),
        "mid-autumn": (8, 15),
    ])
    static let lunarMarks = WordTable(["农历", "阴历", "旧历"])
    static let lunarMonths = WordTable(["正月": 1, "冬月": 11, "腊月": 12])

    /// 0 for Monday.
    static let englishWeekdays = WordTable([
        "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    ])

    enum EnglishShift: Sendable {
        case last
        case this
        case next
    }

    static let englishShifts = WordTable(["last ": EnglishShift.last, "this ": .this, "next ": .next, "on ": .this])

    static let englishMonths: WordTable<Int> = {
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]
        var table: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            table[name] = index + 1
            table[String(name.prefix(3))] = index + 1
        }
        return WordTable(table)
    }()

    static let englishOrdinalEnds = WordTable(["st", "nd", "rd", "th"])

    /// What a day may begin with; anything else is passed over at once.
    static let firsts: Set<Unicode.Scalar> = {
        let tables: [Set<Unicode.Scalar>] = [
            yearOffsets.firsts, monthOffsets.firsts, weekOffsets.firsts, wholeYearOffsets.firsts, weekShifts.firsts,
            week.firsts, dayOffsets.firsts, recently.firsts, festivals.firsts, englishWeekdays.firsts,
            englishShifts.firsts, englishMonths.firsts, newYearsEve.firsts, lunarFestivals.firsts,
            lunarMarks.firsts, lunarMonths.firsts, Set("0123456789一二两俩三四五六七八九十".unicodeScalars),
        ]
        return tables.reduce(into: []) { $0.formUnion($1) }
    }()
}
