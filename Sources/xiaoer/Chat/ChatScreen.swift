import Contracts
import Synchronization

/// Shows events, one at a time, whoever brings them.
final class ChatScreen: Sendable {
    enum Style: Sendable {
        /// A person types at a prompt.
        case terminal
        /// Lines in, lines out.
        case lines
        /// One JSON object an event.
        case json(EventJSON)

        var isTerminal: Bool {
            if case .terminal = self { return true }
            return false
        }

        var isLines: Bool {
            if case .lines = self { return true }
            return false
        }
    }

    private struct State {
        var transcript: Transcript
        var isPromptShown = false
        var isLineOpen = false
    }

    let style: Style
    private let output: @Sendable (String) -> Void
    private let state: Mutex<State>

    init(style: Style, lastNumber: UInt64, output: @escaping @Sendable (String) -> Void) {
        self.style = style
        self.output = output
        state = Mutex(State(transcript: Transcript(lastNumber: lastNumber)))
    }

    var lastNumber: UInt64 { state.withLock { $0.transcript.lastNumber } }

    func prompt() {
        guard style.isTerminal else { return }
        state.withLock { state in
            output("> ")
            state.isPromptShown = true
        }
    }

    /// A line was read; where nobody typed it, it is shown.
    func sent(_ line: String, messageID: String) {
        state.withLock { state in
            state.transcript.sent(messageID)
            state.isPromptShown = false
            if style.isLines { output("> " + Console.harmless(line) + "\n") }
        }
    }

    func show(_ event: DialogueV1.Event, from origin: Transcript.Origin) {
        state.withLock { state in
            guard let rendering = state.transcript.take(event, from: origin) else { return }
            if case .json(let json) = style {
                // What came over the wire can be written; the fallback keeps the promise of one line an event.
                return output(((try? json.line(for: event)) ?? "{}") + "\n")
            }
            // Without a terminal an answer appears whole, so that each line of the output is one.
            switch rendering {
            case .partial(let text) where style.isTerminal:
                output(text)
                state.isLineOpen = true
            case .partial: break
            case .lines(let lines, let endsPartial):
                show(lines, endsPartial: endsPartial, state: &state, event: event)
            }
        }
    }

    private func show(_ lines: [String], endsPartial: Bool, state: inout State, event: DialogueV1.Event) {
        let isUnderPrompt = state.isPromptShown
        if isUnderPrompt { output("\r\u{1B}[K") }
        if state.isLineOpen { output("\n") }
        state.isLineOpen = false
        let whole = endsPartial && style.isLines ? EventText.lines(for: event, shown: "") : lines
        for line in whole { output(line + "\n") }
        if isUnderPrompt { output("> ") }
    }
}
