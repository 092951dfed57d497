/// Words of a question about a product that are neither its slots nor the words by which such questions are asked.
///
/// "衣服多少钱" leaves "衣服": it names something, and answering with the price of the product that was last talked
/// about would be a wrong fact. "多少钱" and "有黑色的吗" leave nothing: they mean the product talked about.
enum UnknownWords {
    /// The first run of at least two Han characters or one Latin word that is left; nil when nothing is. With a span,
    /// only that part of the text is looked at.
    static func first(in text: String, within span: Range<Int>? = nil, besides slots: [Slot]) -> String? {
        let scalars = Array(text.unicodeScalars)
        var isLeft = scalars.indices.map { span?.contains($0) ?? true }
        for slot in slots where slot.span.upperBound <= scalars.count {
            for index in slot.span { isLeft[index] = false }
        }
        var left = String.UnicodeScalarView()
        for (scalar, isLeft) in zip(scalars, isLeft) { left.append(isLeft ? scalar : " ") }
        return firstHan(PlainText(String(left)).text) ?? firstLatin(PlainText(String(left)).words)
    }

    private static func firstHan(_ text: String) -> String? {
        var rest = text
        for phrase in askingPhrases { rest = rest.replacing(phrase, with: " ") }
        return rest.split { $0.isASCII || $0.isPunctuation || $0.isSymbol || $0.isWhitespace }
            .map { String($0) }
            .first { $0.count >= 2 }
    }

    private static func firstLatin(_ words: [String]) -> String? {
        words.first { word in word.count >= 3 && word.allSatisfy(\.isLetter) && !askingWords.contains(word) }
    }

    /// Longer ones first, so that a short one does not break them.
    private static let askingPhrases = [
        "多少钱", "什么价", "怎么卖", "多少", "价格", "价钱", "售价", "单价", "几块", "块钱", "贵不贵", "便宜", "优惠", "打折",
        "现货", "有货", "没货", "缺货", "补货", "库存", "还有没有", "有没有", "还有", "没有", "还剩", "剩", "几件", "尺码", "尺寸",
        "号码", "码数", "大小", "多大", "偏大", "偏小", "选码", "材质", "面料", "颜色", "质量", "怎么样", "怎样", "如何", "什么",
        "哪些", "哪个", "哪款", "哪种", "请问", "你们", "您们", "我们", "店里", "咱家", "这里", "这边", "这个", "那个", "这款", "那款",
        "这件", "那件", "这种", "那种", "这双", "那双", "推荐", "介绍", "热门", "热销", "爆款", "好卖", "卖得", "畅销", "最火",
        "最近", "现在", "目前", "今天", "可以", "能不能", "能够", "是不是", "会不会", "给我", "帮我", "我想", "我要", "想要", "想买",
        "要买", "看看", "瞧瞧", "随便", "一下", "一些", "一款", "一件", "一个", "一点", "东西", "商品", "产品", "宝贝", "好的", "好物",
        "值得", "别的", "其他", "其它", "另外", "顺便", "再", "吗", "呢", "么", "嘛", "吧", "啊", "呀", "哦", "啦", "了", "的",
        "得", "有", "是", "在", "和", "要", "想", "买", "看", "卖", "能", "会", "还", "都", "也", "我", "你", "您", "它", "个", "款",
        "件", "双", "条", "点", "些", "码", "号", "几", "好", "不", "很", "最", "大", "小",
    ]

    private static let askingWords: Set<String> = [
        "how", "much", "many", "what", "whats", "which", "is", "are", "was", "the", "this", "that", "these", "those",
        "does",
        "do", "you", "your", "have", "has", "any", "left", "in", "stock", "price", "cost", "costs", "available", "size",
        "sizes", "for", "and", "its", "it's", "there", "some", "something", "anything", "recommend", "suggest", "show",
        "good",
        "best", "popular", "selling", "sells", "sell", "well", "please", "can", "could", "would", "like", "want",
        "need", "buy",
        "get", "give", "tell", "about", "more", "made", "material", "colour", "color", "colours", "colors", "come",
        "comes",
        "still", "got", "let", "see", "with", "one", "ones", "hot", "right", "now", "too", "also", "hello", "thanks",
        "thank",
        "ideas", "suggestions", "recommendations", "recommendation", "things", "thing", "items", "item", "product",
        "products",
    ]
}
