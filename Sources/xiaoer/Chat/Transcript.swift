import Contracts

/// What of a conversation was shown already, so that each event is shown once however often it arrives:
/// in its turn's stream, in a repeated turn's, and in the subscription.
struct Transcript {
    enum Origin {
        case turn
        case subscription
    }

    enum Rendering: Hashable {
        /// More of the answer that is being worded.
        case partial(String)
        /// Whole lines. `endsPartial` tells that the line of an answer in progress is still open.
        case lines([String], endsPartial: Bool)
    }

    /// The number of the last event shown.
    private(set) var lastNumber: UInt64
    /// Messages this client sent: they stand on the screen already.
    private var ownMessages: Set<String> = []
    /// Messages with an answer, whose late parts are not wanted any more.
    private var answeredMessages: Set<String> = []
    private var partialText = ""

    init(lastNumber: UInt64) {
        self.lastNumber = lastNumber
    }

    mutating func sent(_ messageID: String) {
        ownMessages.insert(messageID)
    }

    /// What to show for an event; nil when it was shown, or has nothing to show.
    mutating func take(_ event: DialogueV1.Event, from origin: Origin) -> Rendering? {
        if case .clerkDelta(let delta) = event.body {
            return takePart(delta.text, of: event.messageId, from: origin)
        }
        guard event.number == 0 || event.number > lastNumber else { return nil }
        lastNumber = max(lastNumber, event.number)
        if case .clerkMessage = event.body { answeredMessages.insert(event.messageId) }
        if case .customerMessage = event.body, ownMessages.contains(event.messageId) { return nil }
        let shown = partialText
        partialText = ""
        let lines = EventText.lines(for: event, shown: shown)
        return lines.isEmpty && shown.isEmpty ? nil : .lines(lines, endsPartial: !shown.isEmpty)
    }

    private mutating func takePart(_ text: String, of messageID: String, from origin: Origin) -> Rendering? {
        guard origin == .turn, !answeredMessages.contains(messageID), !text.isEmpty else { return nil }
        let isFirst = partialText.isEmpty
        partialText += text
        return .partial((isFirst ? EventText.clerk : "") + Console.harmless(text))
    }
}
