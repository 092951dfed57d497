/// What a sentence asks of recommending itself. Words alone decide, so that the wish holds whatever a model makes of it.
package enum SpokenWish: String, Codable, Hashable, Sendable {
    /// No recommendations and no notices from now on.
    case leaveAlone = "leave_alone"
    /// Recommendations are welcome again.
    case welcomeAgain = "welcome_again"
    /// No notices of promotions; recommendations where asked for.
    case unsubscribe

    package init?(_ text: String) {
        let words = text.lowercased()
        // What is welcome again is said with the same words as what is not ("可以推荐了"), so refusals are looked for first.
        if Self.refusals.contains(where: { Self.isRefused(by: $0, in: words) }) {
            self = .leaveAlone
        } else if Self.unsubscriptions.contains(where: words.contains) {
            self = .unsubscribe
        } else if Self.welcomes.contains(where: words.contains) {
            self = .welcomeAgain
        } else {
            return nil
        }
    }

    /// "不要推荐太贵的" asks for something else than silence, so what follows the refusal must add nothing to it.
    private static func isRefused(by refusal: String, in words: String) -> Bool {
        var rest = words[...]
        while let found = rest.firstRange(of: refusal) {
            rest = rest[found.upperBound...]
            let next = rest.drop { $0 == " " }
            guard let first = next.first, first.isLetter || first.isNumber else { return true }
            if objects.contains(where: next.hasPrefix) { return true }
        }
        return false
    }

    /// What may follow a refusal without narrowing it.
    private static let objects = [
        "了", "啦", "吧", "我", "给我", "东西", "商品", "产品", "任何", "any", "thing", "stuff", "product", "item", "to me",
        "me ", "please", "now",
    ]

    private static let refusals =
        combine(["不要", "不用", "别", "别再", "不要再", "不想要", "停止", "勿"], ["推荐", "给我推荐", "向我推荐"])
        + [
            "不想看推荐", "不需要推荐", "stop recommending", "don't recommend", "do not recommend", "no recommendations",
            "no more recommendations", "stop suggesting",
        ]

    private static let unsubscriptions =
        combine(
            ["不要", "不要再", "别", "别再", "不想收", "停止", "不用再"],
            ["发优惠", "发促销", "发广告", "发活动", "推送", "给我发优惠", "给我发促销", "给我发广告", "给我推送", "到优惠", "到促销", "到广告"]
        ) + ["退订", "取消订阅", "td退订", "unsubscribe", "no more promotions", "stop sending promotions", "stop sending me"]

    private static let welcomes = [
        "可以推荐", "可以给我推荐", "重新推荐", "恢复推荐", "继续推荐", "you can recommend", "recommend again",
        "start recommending",
    ]

    private static func combine(_ first: [String], _ second: [String]) -> [String] {
        first.flatMap { start in second.map { start + $0 } }
    }
}
