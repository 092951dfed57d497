/// Carriers that customers in China meet, by a code of our own and every name in use.
enum Carrier {
    static let names: [(phrase: Phrase, meaning: String)] = words.flatMap { code, names in
        names.map { (Phrase($0), code) }
    }

    static func code(_ name: String) -> String? {
        let text = AnswerText(name)
        for position in 0..<text.count {
            if let hit = text.longest(of: names, at: position) { return hit.meaning }
        }
        return nil
    }

    private static let words: [(String, [String])] = [
        ("sf", ["顺丰速运", "顺丰", "sf express", "shunfeng", "s.f. express"]),
        ("zto", ["中通快递", "中通", "zto", "zto express"]),
        ("yto", ["圆通速递", "圆通", "yto", "yto express"]),
        ("sto", ["申通快递", "申通", "sto express", "shentong"]),
        ("yunda", ["韵达快递", "韵达", "yunda"]),
        ("jd", ["京东物流", "京东快递", "jd logistics", "jingdong"]),
        ("ems", ["ems", "邮政特快"]),
        ("post", ["中国邮政", "邮政快递", "邮政包裹", "邮政", "china post"]),
        ("jt", ["极兔速递", "极兔", "j&t", "j&t express"]),
        ("deppon", ["德邦快递", "德邦", "deppon"]),
        ("best", ["百世快递", "百世", "best express"]),
        ("cainiao", ["菜鸟裹裹", "菜鸟", "cainiao"]),
        ("danniao", ["丹鸟"]),
        ("ups", ["ups"]),
        ("fedex", ["fedex", "联邦快递"]),
        ("dhl", ["dhl"]),
        ("usps", ["usps"]),
    ]
}

extension Fact {
    /// Nil for a carrier that nobody knows; such a one is told by its name alone.
    package static func carrier(_ name: String, subjects: Set<String> = []) -> Fact? {
        Carrier.code(name).map { Fact(.carrier($0), subjects: subjects) }
    }
}
