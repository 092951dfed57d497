/// A question that a message adds to a request: "... and tell me where it is", "顺便查下快递到哪了".
enum JoinedQuestion {
    private static let joints = ["and", "also", "plus", "顺便", "顺带", "另外", "再"]
    private static let asking = ["where", "when", "what", "how", "tell me", "check", "status", "哪", "查", "看"]

    /// True where one of the joining words stands before one that asks.
    static func isIn(_ text: String) -> Bool {
        let plain = PlainText(text)
        return joints.contains { joint in
            guard plain.mentions(joint), let range = plain.text.firstRange(of: joint) else { return false }
            let rest = PlainText(String(plain.text[range.upperBound...]))
            return asking.contains { rest.mentions($0) }
        }
    }
}
