/// Places in a list as customers write them: "第二个", "2号", "the last one", "both".
///
/// This reads answers to the shop's own list only; it does not replace the nlu, whose ordinal slots come first.
enum Ordinal {
    /// The places said, from 1; -1 is the last. A bare digit counts only when the message is hardly more than it.
    static func places(in text: PlainText) -> [Int] {
        let listed = listedNumbers(text)
        if listed.count > 1 { return listed }
        let ordinals = chinesePlaces(text.characters) + englishPlaces(text.words)
        guard ordinals.isEmpty, text.characters.count <= bareCharactersMax else { return ordinals }
        return bareNumber(text).map { [$0] } ?? []
    }

    static func meansAll(_ text: PlainText) -> Bool {
        ["全部", "所有", "都要", "都查", "都看", "两个都", "全都", "每个"].contains { text.text.contains($0) }
            || text.text == "都"
            || text.words.contains { ["both", "all"].contains($0) }
    }

    /// "1 and 3", "1、2、3": nothing but small numbers and what joins them.
    private static func listedNumbers(_ text: PlainText) -> [Int] {
        let joining = ["and", "number", "numbers", "the", "please", "items", "item"]
        let rest = text.text.replacing("和", with: " ").replacing("、", with: " ")
            .split { !$0.isLetter && !$0.isNumber }.filter { !joining.contains(String($0)) }
        let numbers = rest.compactMap { Int($0) }.filter { (1...listedMax).contains($0) }
        return numbers.count == rest.count ? numbers : []
    }

    private static let listedMax = 20

    /// "我选2" and "2号吧" are choices; in anything longer a digit may count other things.
    private static let bareCharactersMax = 6

    private static let numerals: [Character: Int] = [
        "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    ]

    private static func chinesePlaces(_ characters: [Character]) -> [Int] {
        var places: [Int] = []
        for (index, character) in characters.enumerated() where character == "第" {
            guard index + 1 < characters.count else { continue }
            let next = characters[index + 1]
            if let place = numerals[next] ?? next.wholeNumberValue { places.append(place) }
        }
        let text = String(characters)
        if text.contains("最后") || text.contains("最早") { places.append(-1) }
        if text.contains("最新") || text.contains("最近") { places.append(1) }
        return places
    }

    private static let englishWords: [String: Int] = [
        "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5,
        "5th": 5, "last": -1, "oldest": -1, "newest": 1, "latest": 1,
    ]

    private static func englishPlaces(_ words: [String]) -> [Int] {
        words.compactMap { englishWords[$0] }
    }

    private static func bareNumber(_ text: PlainText) -> Int? {
        let numbers = text.codes.compactMap { Int($0) }
        if numbers.count == 1, let number = numbers.first { return number }
        let spelled = text.characters.compactMap { numerals[$0] }
        return numbers.isEmpty && spelled.count == 1 && text.characters.count <= 3 ? spelled.first : nil
    }
}
