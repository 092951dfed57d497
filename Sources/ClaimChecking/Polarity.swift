/// Whether the words around a phrase affirm or deny it: an even number of denials affirms ("不是不能退").
struct Polarity: Sendable {
    let text: AnswerText

    /// Denials between the start of the clause and the phrase, and right behind it.
    func denials(before start: Int, after end: Int, in clause: Range<Int>) -> Int {
        var count = 0
        var position = max(clause.lowerBound, start - Self.reach)
        while position < start {
            if let innocent = text.longest(of: Self.innocent, at: position) {
                position = max(position + 1, innocent.end)
            } else if let denial = text.longest(of: Self.denials, at: position), denial.end <= start {
                count += denial.meaning
                position = denial.end
            } else {
                position += 1
            }
        }
        position = end
        while position < min(clause.upperBound, end + Self.reachBehind) {
            if let denial = text.longest(of: Self.denialsBehind, at: position) {
                count += denial.meaning
                position = denial.end
            } else {
                position += 1
            }
        }
        return count
    }

    /// Scalars in front of a phrase in which a denial is still of it.
    private static let reach = 34
    private static let reachBehind = 12

    /// How many denials the words are.
    private static let denials: [(phrase: Phrase, meaning: Int)] =
        [
            "不", "没", "没有", "未", "无法", "别", "非", "并非", "勿", "拒绝", "难以", "无", "禁止", "停止", "暂停", "谢绝", "not", "no",
            "never", "cannot", "can't",
            "won't", "don't", "doesn't", "didn't", "isn't", "aren't", "hasn't", "haven't", "wasn't", "wouldn't",
            "couldn't",
            "shouldn't", "unable", "without", "neither", "excluded from", "none", "refuse", "refuses", "impossible",
            "fail to",
            "stopped",
            "nothing", "hardly", "few",
        ].map { (Phrase($0), 1) } + ["不得不", "不能不", "不会不", "没有不", "并非不", "不是不", "无不"].map { (Phrase($0), 2) }

    private static let denialsBehind: [(phrase: Phrase, meaning: Int)] =
        [
            "不了", "不能", "不行", "不支持", "不提供", "不可以", "没有", "无法", "还没", "尚未", "暂不", "不适用", "不会", "不可", "is not", "isn't",
            "are not", "aren't", "not possible", "not allowed", "not available", "can't", "cannot", "won't", "not yet",
            "no longer", "not offered", "not supported", "does not", "doesn't", "do not", "don't",
        ]
        .map { (Phrase($0), 1) } + ["不是不", "并非不", "不会不", "不是没有"].map { (Phrase($0), 2) }

    /// Words that hold a denial's letters and deny nothing.
    private static let innocent: [(phrase: Phrase, meaning: Int)] =
        [
            "无理由", "不同", "不久", "不过", "不仅", "不只", "不但", "没问题", "不错", "不好意思", "不用担心", "别担心", "不客气", "不满", "不足", "不到",
            "不便", "要不要", "能不能", "是不是",
            "可不可以", "有没有", "不论", "不管", "无论", "不限", "不一样", "不少", "非常", "除非", "分别", "特别", "别的", "级别", "区别", "无忧", "不低于",
            "不超过", "不少于", "不合适", "不喜欢", "不想要", "不符", "差不多", "没关系", "不分", "不符合", "不可抗力", "不影响",
            "no problem", "not only", "no later", "no more than", "no doubt", "don't worry", "no reason",
            "without a reason", "without reason", "without giving", "no less than", "no matter", "no questions",
            "没拆", "无门槛", "无误", "无损", "无忧", "无须", "无需",
        ].map { (Phrase($0), 0) }
}
