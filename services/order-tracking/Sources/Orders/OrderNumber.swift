/// The ids that a customer may mean by an order number as they wrote it.
enum OrderNumber {
    /// The text itself first; then without full-width forms, spaces, case and the sign before it ("＃ｘｄ ２０４" is XD204).
    static func candidates(_ text: String) -> [String] {
        let folded = text.foldingFullWidth.uppercased().filter { !$0.isWhitespace }
        let bare = String(folded.drop { $0 == "#" })
        guard !bare.isEmpty else { return [text] }
        var candidates = [text]
        for candidate in [bare, "#" + bare] where !candidates.contains(candidate) {
            candidates.append(candidate)
        }
        return candidates
    }
}
