/// What may stand behind or before a number and makes a claim of it.
enum Unit: Hashable, Sendable {
    case money(currency: String, scale: Double)
    case percent
    /// Of 折: tenths of the price; of "% off": what is taken off.
    case tenthsOfPrice
    case percentOff
    case minutes(Double)
    case months(Double)
    case workingDays
    /// A measure with what it counts in the smallest unit.
    case measure(String, scale: Double)
    case count(String)
}

extension Unit {
    static let behind: [(phrase: Phrase, meaning: Unit)] = words.flatMap { unit, phrases in
        phrases.map { (Phrase($0), unit) }
    }

    static let before: [(phrase: Phrase, meaning: Unit)] = [
        ("¥", "CNY"), ("rmb", "CNY"), ("cny", "CNY"), ("人民币", "CNY"), ("$", "USD"), ("us$", "USD"), ("usd", "USD"),
        ("€", "EUR"),
        ("eur", "EUR"), ("£", "GBP"), ("hk$", "HKD"),
    ].map { (Phrase($0.0), .money(currency: $0.1, scale: 1)) }

    private static let words: [(Unit, [String])] = [
        (
            .money(currency: "CNY", scale: 1),
            [
                "元", "块", "块钱", "圆", "元钱", "元人民币", "yuan", "rmb", "cny", "kuai", "人民币", "大洋", "元整", "包邮", "圆整",
                "rmb yuan",
            ]
        ),
        (.money(currency: "CNY", scale: 0.1), ["角", "毛", "毛钱", "jiao"]),
        (.money(currency: "CNY", scale: 0.01), ["分钱", "fen"]),
        (.money(currency: "USD", scale: 1), ["美元", "美金", "刀", "dollars", "dollar", "usd", "bucks", "us dollars"]),
        (.money(currency: "EUR", scale: 1), ["欧元", "euros", "euro", "eur"]),
        (.money(currency: "GBP", scale: 1), ["英镑", "pounds", "gbp"]),
        (.money(currency: "HKD", scale: 1), ["港币", "港元", "hkd"]),
        (.money(currency: "JPY", scale: 1), ["日元", "yen"]),
        (.percent, ["%", "percent", "per cent", "个百分点", "pct"]),
        (.percentOff, ["% off", "percent off", "% discount", "% cheaper", "percent discount", "per cent off"]),
        (.tenthsOfPrice, ["折"]),
        (.minutes(1), ["分钟", "minutes", "minute", "mins", "min"]),
        (.minutes(1.0 / 60), ["秒", "秒钟", "seconds", "second"]),
        (.minutes(60), ["小时", "个小时", "个钟头", "钟头", "hours", "hour", "hrs", "h"]),
        (
            .minutes(1_440),
            ["天", "日内", "日之内", "天内", "个自然日", "自然日", "days", "day", "calendar days", "natural days", "晚"]
        ),
        (.minutes(10_080), ["周", "个星期", "星期", "个礼拜", "礼拜", "weeks", "week"]),
        (.months(1), ["个月", "月内", "months", "month"]),
        (.months(12), ["年", "年内", "周年", "years", "year"]),
        (.months(3), ["个季度", "quarters"]),
        (.workingDays, ["个工作日", "工作日", "working days", "business days", "working day", "business day", "weekdays"]),
        (.measure("g", scale: 1), ["克", "g", "grams", "gram"]),
        (.measure("g", scale: 1_000), ["公斤", "千克", "kg", "kilograms", "kilos", "kilogram"]),
        (.measure("g", scale: 500), ["斤"]),
        (.measure("mm", scale: 1), ["毫米", "mm", "millimetres"]),
        (.measure("mm", scale: 10), ["厘米", "cm", "公分", "centimetres", "centimeters"]),
        (.measure("mm", scale: 1_000), ["米", "m", "metres", "meters"]),
        (.measure("mm", scale: 1_000_000), ["公里", "千米", "km", "kilometres"]),
        (.measure("mm", scale: 25.4), ["英寸", "寸", "inches", "inch"]),
        (.measure("ml", scale: 1), ["毫升", "ml", "millilitres"]),
        (.measure("ml", scale: 1_000), ["升", "l", "litre", "liter", "litres", "liters"]),
        (.measure("mAh", scale: 1), ["毫安", "毫安时", "mah"]),
        (.measure("W", scale: 1), ["瓦", "w", "watts"]),
        (.measure("V", scale: 1), ["伏", "v", "volts"]),
        (.measure("GB", scale: 1), ["gb", "g内存"]),
        (.measure("GB", scale: 1_024), ["tb"]),
        (.measure("°", scale: 1), ["度", "℃", "degrees"]),
        (.measure("size", scale: 1), ["码"]),
        (.measure("floor", scale: 1), ["楼", "层"]),
        (
            .count("things"),
            [
                "件", "个", "款", "双", "只", "条", "套", "瓶", "盒", "包", "台", "张", "份", "支", "本", "箱", "袋", "副", "把", "items",
                "item", "pieces", "piece", "pairs", "pair", "pcs", "boxes", "box", "bottles", "units", "ones", "sets",
                "样", "种",
            ]
        ),
        (.count("parcels"), ["个包裹", "个快递", "parcels", "parcel", "packages", "package"]),
        (.count("orders"), ["个订单", "单", "笔订单", "笔", "orders", "order"]),
        (.count("times"), ["次", "回", "遍", "times", "time"]),
        (.count("people"), ["人", "位", "名", "people", "customers"]),
        (.count("points"), ["积分", "分", "points", "stars", "星"]),
        (.count("multiple"), ["倍", "times the price", "fold"]),
    ]
}
