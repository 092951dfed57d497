import TextNormalization

/// A part of a message that may ask for something of its own.
struct MessageSegment: Sendable, Hashable {
    /// Positions in the normalised text.
    var range: Range<Int>
    /// Whether a word such as "顺便" or "also" announces that something else follows.
    var isAnnounced: Bool
    /// Whether it ends as a sentence, or before such a word.
    var isSentence = false

    /// Cuts at sentence and clause marks, at joints such as "and tell me" and before announcing words; parts with fewer than two letters go to their
    /// neighbour's account, that is, are left out.
    static func segments(of text: NormalizedText) -> [MessageSegment] {
        var segments: [MessageSegment] = []
        var current = MessageSegment(range: 0..<0, isAnnounced: false)
        let scalars = text.scalars
        func close(at end: Int, isSentence: Bool) {
            current.range = current.range.lowerBound..<end
            current.isSentence = isSentence
            if letterCount(scalars[current.range]) >= 2 { segments.append(current.trimmed(in: scalars)) }
        }
        var position = 0
        while position < scalars.count {
            if isBreak(scalars, at: position) {
                close(at: position, isSentence: sentenceEnds.contains(scalars[position]))
                position += 1
                current = MessageSegment(range: position..<position, isAnnounced: false)
            } else if let length = announcementLength(scalars, at: position) {
                close(at: position, isSentence: true)
                position += length
                current = MessageSegment(range: position..<position, isAnnounced: true)
            } else if let length = jointLength(scalars, at: position) {
                close(at: position, isSentence: false)
                position += length
                current = MessageSegment(range: position..<position, isAnnounced: false)
            } else {
                position += 1
            }
        }
        close(at: scalars.count, isSentence: true)
        return segments
    }

    private func trimmed(in scalars: [Unicode.Scalar]) -> MessageSegment {
        var range = range
        while let first = range.first, scalars[first] == " " { range.removeFirst() }
        while let last = range.last, scalars[last] == " " { range.removeLast() }
        return MessageSegment(range: range, isAnnounced: isAnnounced, isSentence: isSentence)
    }

    private static func letterCount(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
        scalars.count { [.han, .letter, .digit].contains(ScalarClass($0)) }
    }

    private static let breaks: Set<Unicode.Scalar> = [",", "。", "!", "?", ";", "~", "…", "、", "."]
    private static let sentenceEnds: Set<Unicode.Scalar> = ["。", "!", "?", ";", "."]

    /// A dot or comma between digits belongs to a number.
    private static func isBreak(_ scalars: [Unicode.Scalar], at position: Int) -> Bool {
        guard breaks.contains(scalars[position]) else { return false }
        guard scalars[position] == "." || scalars[position] == "," else { return true }
        let hasDigitBefore = position > 0 && ScalarClass(scalars[position - 1]) == .digit
        let hasDigitAfter = position + 1 < scalars.count && ScalarClass(scalars[position + 1]) == .digit
        return !(hasDigitBefore && hasDigitAfter)
    }

    private static let announcements: [[Unicode.Scalar]] = [
        "顺便", "顺带", "另外", "再就是", "对了", "and also", "also", "by the way", "btw", "and then",
    ].map { Array($0.unicodeScalars) }

    private static let furthermore = Array("还有".unicodeScalars)
    /// Behind these, "还有" means "furthermore"; elsewhere it asks whether any is left ("还有货吗").
    private static let furthermoreFollowers: Set<Unicode.Scalar> = [",", " ", "我", "那", "就", "你", "帮"]

    private static func announcementLength(_ scalars: [Unicode.Scalar], at position: Int) -> Int? {
        let isAtClauseStart = position == 0 || scalars[position - 1] == " " || breaks.contains(scalars[position - 1])
        let rest = scalars[position...]
        if rest.starts(with: furthermore), let follower = rest.dropFirst(furthermore.count).first {
            return furthermoreFollowers.contains(follower) ? furthermore.count : nil
        }
        for word in announcements where rest.starts(with: word) {
            guard ScalarClass(word[0]) == .letter else { return word.count }
            let range = position..<position + word.count
            return isAtClauseStart && DigitRun.isBounded(scalars, range) ? word.count : nil
        }
        return nil
    }

    /// What a second request begins with, behind "and"; "the red and the blue one" stays whole.
    private static let requestWords: Set<String> = [
        "ask", "can", "cancel", "change", "check", "could", "do", "does", "exchange", "find", "give", "how", "i", "is",
        "let", "please", "refund", "return", "send", "show", "tell", "track", "what", "when", "where", "which", "why",
    ]
    private static let joint = Array("and ".unicodeScalars)
    private static let chineseJoints = ["然后帮我", "再帮我", "并且", "同时"].map { Array($0.unicodeScalars) }

    /// How many scalars at `position` only join two requests.
    private static func jointLength(_ scalars: [Unicode.Scalar], at position: Int) -> Int? {
        let rest = scalars[position...]
        if let word = chineseJoints.first(where: { rest.starts(with: $0) }) { return word.count }
        guard position > 0, scalars[position - 1] == " ", rest.starts(with: joint) else { return nil }
        var next = String.UnicodeScalarView()
        next.append(contentsOf: rest.dropFirst(joint.count).prefix { ScalarClass($0) == .letter })
        return requestWords.contains(String(next)) ? joint.count : nil
    }
}
