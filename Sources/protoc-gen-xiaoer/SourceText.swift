/// Swift source in the making: lines with indentation.
struct SourceText {
    private(set) var text = ""
    private var depth = 0

    mutating func line(_ line: String = "") {
        if !line.isEmpty { text += String(repeating: "    ", count: depth) + line }
        text += "\n"
    }

    mutating func lines(_ lines: [String]) {
        for line in lines { self.line(line) }
    }

    /// A line that opens a brace, what `body` writes one level deeper, and the closing brace.
    mutating func block(_ opening: String, closing: String = "}", _ body: (inout SourceText) -> Void) {
        line(opening)
        depth += 1
        body(&self)
        depth -= 1
        line(closing)
    }

    /// A proto comment as a documentation comment.
    mutating func documentation(_ comment: String, otherwise: String = "") {
        var lines = (comment.isEmpty ? otherwise : comment).split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        for content in lines {
            // protoc keeps the space between the slashes and the text.
            let text = content.hasPrefix(" ") ? content.dropFirst() : content
            line(text.isEmpty ? "///" : "/// " + text)
        }
    }
}
