/// One line on standard error that says how far something is; silent where nobody watches.
struct ProgressLine {
    private let isShown: Bool
    /// What the line says now; empty when there is none.
    private var shown = ""

    init(isShown: Bool = Console.isErrorTerminal) {
        self.isShown = isShown
    }

    /// Rewrites the line when it says something else.
    mutating func show(_ what: String, done: UInt64, of total: UInt64) {
        let percent = total == 0 ? 100 : Int(Double(done) / Double(total) * 100)
        let text = "\(what) \(percent) %"
        guard isShown, text != shown else { return }
        shown = text
        Console.raw("\r\(text)\u{1B}[K")
    }

    /// Takes the line away.
    mutating func clear() {
        if !shown.isEmpty { Console.raw("\r\u{1B}[K") }
        shown = ""
    }
}
