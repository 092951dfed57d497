/// Whom an invoice is made out to.
struct InvoiceTitle: Codable, Hashable, Sendable {
    var name: String
    /// Of a company; empty for a person.
    var taxpayerNumber = ""
}

extension InvoiceTitle {
    private static let nameBytes = 2...256

    /// Reads "杭州云栖科技有限公司 91330100MA27XYZ123": what is left beside the number and the words around it is the
    /// name. Nil when nothing is left that could be one, or a company comes without its number.
    init?(_ text: String) {
        let number = PlainText(text).codes.first { (15...20).contains($0.count) && $0.contains(where: \.isNumber) }
        var rest = text
        if let number, let range = rest.lowercased().firstRange(of: number) { rest.removeSubrange(range) }
        for word in Self.words { rest = rest.replacing(word, with: " ") }
        let name = rest.split { $0.isWhitespace || $0.isPunctuation }.map { String($0) }.max { $0.count < $1.count }
        guard let name, Self.nameBytes.contains(name.utf8.count) else { return nil }
        let english = rest.split { ",，;；:：。".contains($0) }.map { String(String($0).trimmingWhitespace()) }
        let isLatin = name.allSatisfy(\.isASCII)
        self.name = isLatin ? english.max { $0.count < $1.count } ?? name : name
        taxpayerNumber = number?.uppercased() ?? ""
        if Self.companyWords.contains(where: { self.name.lowercased().contains($0) }), taxpayerNumber.isEmpty {
            return nil
        }
    }

    private static let words = [
        "发票抬头", "抬头", "税号", "纳税人识别号", "开给", "公司名称", "我要", "帮我", "开发票", "开个", "开一张", "发票", "就写", "写", "是",
        "请", "麻烦", "the title is", "title:", "title", "make it out to", "tax number", "tax id", "please",
    ]

    private static let companyWords = ["公司", "集团", "事务所", " ltd", " inc", " llc", " co."]
}
