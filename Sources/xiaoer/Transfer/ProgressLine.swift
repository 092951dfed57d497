/// One line on standard error that says how far something is; silent where nobody watches.
struct ProgressLine {
    private let isShown: Bool
    private var lastPercent = -1
    private var wasWritten = false

    init(isShown: Bool = Console.isErrorTerminal) {
        self.isShown = isShown
    }

    /// Rewrites the line when the percentage has changed.
    mutating func show(_ what: String, done: UInt64, of total: UInt64) {
        let percent = total == 0 ? 100 : Int(Double(done) / Double(total) * 100)
        guard isShown, percent != lastPercent else { return }
        lastPercent = percent
        wasWritten = true
        Console.raw("\r\(what) \(percent) %\u{1B}[K")
    }

    /// Takes the line away.
    mutating func clear() {
        if wasWritten { Console.raw("\r\u{1B}[K") }
        wasWritten = false
        lastPercent = -1
    }
}
