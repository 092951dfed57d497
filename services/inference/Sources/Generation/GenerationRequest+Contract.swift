import Contracts

// The contract's messages as values of this service, and back.

extension GenerationRequest {
    /// `drawSeed` makes a seed where the call names none.
    init(
        _ request: InferenceV1.GenerateRequest,
        tokensDefault: Int,
        drawSeed: () -> UInt32
    ) throws(InferenceError) {
        self.init(
            prompt: try Self.prompt(request.input),
            sampling: Sampling(request.sampling ?? .init(), drawSeed: drawSeed),
            tokensMax: request.tokensMax == 0 ? tokensDefault : Int(request.tokensMax),
            stops: request.stop,
            constraint: Self.constraint(request.constraint),
            tools: request.tools.map {
                Tool(name: $0.name, description: $0.description, parameters: $0.parametersJsonSchema)
            },
            wantsLogProbabilities: request.logProbabilities
        )
    }

    private static func prompt(_ input: InferenceV1.GenerateRequest.Input?) throws(InferenceError) -> Prompt {
        switch input {
        case nil: throw .emptyPrompt
        case .prompt(let text)?: return .text(text)
        case .chat(let chat)?:
            guard !chat.messages.isEmpty else { throw .emptyPrompt }
            return .chat(try chat.messages.map { message throws(InferenceError) in try ChatMessage(message) })
        }
    }

    private static func constraint(_ constraint: InferenceV1.GenerateRequest.Constraint?) -> Constraint {
        switch constraint {
        case nil: .none
        case .grammar(let text)?: .grammar(text)
        case .jsonSchema(let text)?: .jsonSchema(text)
        }
    }
}

extension ChatMessage {
    init(_ message: InferenceV1.ChatMessage) throws(InferenceError) {
        guard let role = Role(rawValue: message.role) else {
            throw .chatRoleUnknown(message.role)
        }
        self.init(
            role: role,
            content: message.content,
            toolCalls: message.toolCalls.map { ToolCall(id: $0.id, name: $0.name, arguments: $0.argumentsJson) },
            callID: message.toolCallId
        )
    }
}

extension Sampling {
    init(_ sampling: InferenceV1.Sampling, drawSeed: () -> UInt32) {
        self.init(
            temperature: sampling.temperature,
            topK: Int(sampling.topK),
            topP: sampling.topP,
            minP: sampling.minP,
            repeatPenalty: sampling.repeatPenalty,
            presencePenalty: sampling.presencePenalty,
            frequencyPenalty: sampling.frequencyPenalty,
            // The library draws from 32 bits: both halves count.
            seed: sampling.seed == 0 ? drawSeed() : UInt32(truncatingIfNeeded: sampling.seed ^ (sampling.seed >> 32))
        )
    }
}

extension InferenceV1.GenerateEvent {
    /// `callNumber` counts the tool calls of this answer, from 1.
    init(_ event: GenerationEvent, model: String, callNumber: Int) {
        switch event {
        case .text(let text, let tokens):
            let scores = tokens.map {
                InferenceV1.TokenScore(token: UInt32($0.token), logProbability: $0.logProbability)
            }
            self.init(event: .text(InferenceV1.TextDelta(text: text, tokens: scores)))
        case .toolCall(let call):
            self.init(
                event: .toolCall(
                    InferenceV1.ToolCall(id: "call-\(callNumber)", name: call.name, argumentsJson: call.arguments)
                )
            )
        case .end(let summary):
            self.init(event: .end(InferenceV1.GenerateEnd(summary, model: model)))
        }
    }
}

extension InferenceV1.GenerateEnd {
    init(_ summary: GenerationSummary, model: String) {
        let cause: InferenceV1.StopCause =
            switch summary.cause {
            case .endOfText: .endOfText
            case .stopString: .stopString
            case .length: .length
            case .toolCall: .toolCall
            }
        self.init(
            cause: cause,
            promptTokens: UInt32(summary.promptTokens),
            promptTokensCached: UInt32(summary.promptTokensReused),
            generatedTokens: UInt32(summary.generatedTokens),
            seed: UInt64(summary.seed),
            model: model
        )
    }
}
