/// One text as it grows: tokens in, events out, and the reason why it ends.
struct AnswerText {
    private var assembler: TextAssembler
    private var calls: ToolCallReader?
    private var hasCalled = false
    private let wantsLogProbabilities: Bool
    private(set) var tokenCount = 0

    init(_ request: GenerationRequest) {
        assembler = TextAssembler(stops: request.stops)
        calls = request.tools.isEmpty ? nil : ToolCallReader()
        wantsLogProbabilities = request.wantsLogProbabilities
    }

    /// Takes a token and its bytes. The cause is set when a stop string was found.
    mutating func append(
        _ token: ScoredToken,
        bytes: [UInt8]
    ) -> (events: [GenerationEvent], cause: GenerationSummary.Cause?) {
        tokenCount += 1
        let output = assembler.append(bytes)
        let events = self.events(output.text, tokens: wantsLogProbabilities ? [token] : [])
        return (events, output.isStopped ? .stopString : nil)
    }

    /// What was held back. A text that ends by itself after a call was written for the call's sake.
    mutating func finish(
        _ cause: GenerationSummary.Cause
    ) -> (events: [GenerationEvent], cause: GenerationSummary.Cause) {
        let events = events(assembler.finish(), tokens: []) + events(of: calls?.finish() ?? [])
        return (events, cause == .endOfText && hasCalled ? .toolCall : cause)
    }

    private mutating func events(_ text: String, tokens: [ScoredToken]) -> [GenerationEvent] {
        guard let items = calls?.append(text) else {
            return text.isEmpty && tokens.isEmpty ? [] : [.text(text, tokens)]
        }
        var events = events(of: items)
        guard !tokens.isEmpty else { return events }
        // The scores go with the first text, or alone where the token belongs to a call.
        if case .text(let first, _)? = events.first {
            events[0] = .text(first, tokens)
        } else {
            events.insert(.text("", tokens), at: 0)
        }
        return events
    }

    private mutating func events(of items: [ToolCallReader.Item]) -> [GenerationEvent] {
        var events: [GenerationEvent] = []
        for item in items {
            switch item {
            case .text(let text):
                events.append(.text(text, []))
            case .call(let call):
                hasCalled = true
                events.append(.toolCall(call))
            }
        }
        return events
    }
}
