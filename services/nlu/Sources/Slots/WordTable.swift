/// Words that each stand for a value, for reading at a position of a text; the longest that fits is read.
struct WordTable<Value: Sendable>: Sendable {
    private let entries: [(scalars: [Unicode.Scalar], value: Value)]
    /// What a word of the table may begin with.
    let firsts: Set<Unicode.Scalar>

    init(_ words: [String: Value]) {
        entries =
            words
            .map { (Array($0.key.unicodeScalars), $0.value) }
            .sorted { $0.0.count > $1.0.count }
        firsts = Set(entries.compactMap(\.scalars.first))
    }

    fileprivate func match(_ text: [Unicode.Scalar], at position: Int) -> (length: Int, value: Value)? {
        guard position < text.count, firsts.contains(text[position]) else { return nil }
        for entry in entries where text[position...].starts(with: entry.scalars) {
            return (entry.scalars.count, entry.value)
        }
        return nil
    }
}

extension WordTable<Void> {
    init(_ words: [String]) {
        self.init(Dictionary(uniqueKeysWithValues: words.map { ($0, ()) }))
    }
}

extension ScalarScanner {
    mutating func read<Value>(_ table: WordTable<Value>) -> Value? {
        guard let match = table.match(text, at: position) else { return nil }
        position += match.length
        return match.value
    }

    /// Whether a word of the table was there.
    mutating func skip(_ table: WordTable<Void>) -> Bool { read(table) != nil }
}
