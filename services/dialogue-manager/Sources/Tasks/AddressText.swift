/// An address as a customer writes it, in one line. What it does not say (who receives it) stays as it was.
///
/// It reads forms, not a gazetteer: the address is shown in full before anything happens.
enum AddressText {
    /// Nil when the text holds no address that a parcel could be sent to.
    static func address(in text: String, replacing base: Address?) -> Address? {
        chinese(text, base) ?? english(text, base)
    }

    private static let municipalities = ["北京", "上海", "天津", "重庆"]

    private static let provinces = [
        "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
        "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海",
    ]

    private static let regions = ["内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门"]

    private static let charactersMax = 200

    private static func chinese(_ text: String, _ base: Address?) -> Address? {
        var rest = text.prefix(charactersMax)
        var address = Address(recipient: base?.recipient ?? "", phone: base?.phone ?? "")
        if let phone = mobile(in: rest) { address.phone = phone }
        rest = rest.prefix(while: { $0 != "\n" })
        if let found = firstName(municipalities, in: rest) {
            (address.province, address.city) = (found.name + "市", found.name + "市")
            rest = found.rest.trimmingPrefix("市")
            rest = rest.trimmingPrefix(found.name + "市")
        } else {
            if let found = firstName(provinces, in: rest) {
                address.province = found.name + "省"
                rest = found.rest.trimmingPrefix("省")
            } else if let found = firstName(regions, in: rest) {
                let end = found.rest.range(upTo: ["自治区", "特别行政区"], within: 9)
                address.province = found.name + (end.map { String(found.rest[..<$0]) } ?? "自治区")
                rest = end.map { found.rest[$0...] } ?? found.rest
            } else {
                rest = withoutLeadingWords(rest)
            }
            guard let end = rest.range(upTo: ["自治州", "地区", "市"], within: 8) else { return nil }
            address.city = String(rest[..<end])
            rest = rest[end...]
        }
        if let end = rest.range(upTo: ["新区", "区", "县", "旗", "市"], within: 8) {
            address.district = String(rest[..<end])
            rest = rest[end...]
        }
        address.line = street(rest)
        guard address.line.count >= 3, address.line.contains(where: { $0.isNumber || "路街道巷村号弄".contains($0) })
        else { return nil }
        return address
    }

    private static func firstName(_ names: [String], in text: Substring) -> (name: String, rest: Substring)? {
        let found = names.compactMap { name in text.firstRange(of: name).map { (name, $0) } }
        guard let first = found.min(by: { $0.1.lowerBound < $1.1.lowerBound }) else { return nil }
        return (first.0, text[first.1.upperBound...])
    }

    /// "帮我改到杭州市西湖区..." leaves "杭州市西湖区...".
    private static func withoutLeadingWords(_ text: Substring) -> Substring {
        for lead in ["改到", "改成", "寄到", "送到", "发到", "换成", "地址是", "地址：", "地址:", "地址改为", "改为"] {
            if let range = text.firstRange(of: lead) { return text[range.upperBound...] }
        }
        return text
    }

    private static func street(_ text: Substring) -> String {
        let end = text.firstIndex { "，,。；;！!\n".contains($0) } ?? text.endIndex
        return String(String(text[..<end]).trimmingWhitespace())
    }

    private static func mobile(in text: Substring) -> String? {
        PlainText(String(text)).codes.first { $0.count == 11 && $0.hasPrefix("1") && $0.allSatisfy(\.isNumber) }
    }

    private static let countries = [
        "us": "US", "usa": "US", "united states": "US", "uk": "GB", "united kingdom": "GB", "canada": "CA",
        "china": "CN",
        "australia": "AU",
    ]

    /// "12 Elm Street, Apt 4, Denver, CO 80203": house and street first, then city, then state and code.
    private static func english(_ text: String, _ base: Address?) -> Address? {
        var parts = withoutEnglishTail(withoutEnglishLead(text.prefix(charactersMax)))
            .split(whereSeparator: { ",;\n".contains($0) })
            .map { String(String($0).trimmingWhitespace()) }
            .filter { !$0.isEmpty }
        var address = Address(
            recipient: base?.recipient ?? "",
            phone: base?.phone ?? "",
            country: base?.country ?? "US"
        )
        if let country = parts.last.flatMap({ countries[$0.lowercased()] }) {
            address.country = country
            parts.removeLast()
        }
        // "CO 80203" can only be in one country.
        if let last = parts.last, last.count == 8, last.prefix(2).allSatisfy(\.isUppercase),
            last.suffix(5).allSatisfy(\.isNumber)
        {
            address.country = "US"
        }
        guard parts.count >= 3, let last = parts.last, let code = last.split(separator: " ").last,
            code.count >= 4, code.contains(where: \.isNumber), parts[0].contains(where: \.isNumber)
        else { return nil }
        address.postalCode = String(code)
        address.province = String(String(last.dropLast(code.count)).trimmingWhitespace())
        parts.removeLast()
        if address.province.isEmpty, parts.count >= 3 { address.province = parts.removeLast() }
        address.city = parts.removeLast()
        address.line = parts.joined(separator: ", ")
        return address.line.isEmpty ? nil : address
    }

    /// Courtesy and further sentences behind the address are no part of it; "St." is no end of a sentence, since no
    /// number stands before its full stop.
    private static func withoutEnglishTail(_ text: Substring) -> Substring {
        var text = text
        let characters = Array(text)
        for index in characters.indices.dropFirst()
        where ".!?".contains(characters[index]) && characters[index - 1].isNumber {
            text = text.prefix(index)
            break
        }
        while let last = text.last, ".!? ".contains(last) { text = text.dropLast() }
        for courtesy in [", thanks", " thanks", ", please", " please"] where text.lowercased().hasSuffix(courtesy) {
            text = text.dropLast(courtesy.count)
        }
        return text
    }

    private static func withoutEnglishLead(_ text: Substring) -> Substring {
        for lead in [" to: ", " is: ", " is ", " to ", ": "] {
            if let range = text.firstRange(of: lead), text[range.upperBound...].contains(where: \.isNumber) {
                return text[range.upperBound...]
            }
        }
        return text
    }
}

extension Substring {
    /// The end of the first of these words, where it stands within so many characters and not at the very start.
    fileprivate func range(upTo words: [String], within characters: Int) -> Substring.Index? {
        let window = prefix(characters)
        let found = words.compactMap { window.firstRange(of: $0) }.filter { $0.lowerBound > startIndex }
        // "自治州" before "州", "新区" before "区": of those that end at the same place any will do.
        return found.min { $0.lowerBound < $1.lowerBound }?.upperBound
    }

    fileprivate func trimmingPrefix(_ prefix: String) -> Substring {
        hasPrefix(prefix) ? dropFirst(prefix.count) : self
    }
}
