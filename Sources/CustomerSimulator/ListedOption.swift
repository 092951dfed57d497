/// A line of a numbered list that the clerk showed: "2. T-Shirt (blue, S) x1, order #W1".
struct ListedOption: Hashable {
    var number: Int
    var text: String

    static func all(in words: String) -> [ListedOption] {
        words.split(separator: "\n").compactMap { line in
            let line = line.drop { $0 == " " }
            let digits = line.prefix { $0.isNumber }
            guard let number = Int(digits), line.dropFirst(digits.count).hasPrefix(". ") else { return nil }
            return ListedOption(number: number, text: String(line.dropFirst(digits.count + 2)))
        }
    }

    /// True where every one of these option values is named.
    func holds(_ options: [String]) -> Bool { ShownOptions(text).hold(options) }
}

/// Option values as the clerk lists them: "black, 13-inch, i7".
struct ShownOptions {
    private let parts: Set<String>

    init(_ text: String) {
        let cut = text.lowercased().split { ",()".contains($0) }
        parts = Set(cut.map { part in String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) })
    }

    func hold(_ options: [String]) -> Bool { options.allSatisfy { parts.contains($0.lowercased()) } }
}
