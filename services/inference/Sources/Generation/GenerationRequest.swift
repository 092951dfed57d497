import NIOCore

/// What a model is asked to write.
struct GenerationRequest: Sendable, Hashable {
    enum Prompt: Sendable, Hashable {
        /// Text as it is; marks such as `<|im_start|>` in it are plain characters.
        case text(String)
        /// Laid out by the template in the model file.
        case chat([ChatMessage])
    }

    enum Constraint: Sendable, Hashable {
        case none
        /// GBNF, llama.cpp's grammar notation; the start rule is "root".
        case grammar(String)
        /// JSON Schema, of which `JSONSchemaGrammar` says what it understands.
        case jsonSchema(String)
    }

    var prompt: Prompt
    var sampling = Sampling()
    /// New tokens at most; at least 1.
    var tokensMax: Int
    var stops: [String] = []
    var constraint = Constraint.none
    var tools: [Tool] = []
    var wantsLogProbabilities = false
}

struct ChatMessage: Sendable, Hashable {
    enum Role: String, Sendable, CaseIterable {
        case system, user, assistant, tool
    }

    var role: Role
    var content: String
    var toolCalls: [ToolCall] = []
    /// Of a tool's result: the call that it answers.
    var callID = ""
}

/// A function of the caller that the model may ask for.
struct Tool: Sendable, Hashable {
    var name: String
    var description: String
    /// JSON Schema of an object.
    var parameters: String
}

struct ToolCall: Sendable, Hashable {
    /// Given by whoever runs the call; models in process need none.
    var id = ""
    var name: String
    /// A JSON object.
    var arguments: String
}

/// How the next token is drawn. Filters apply in this order: penalties, top-k, top-p, min-p, temperature.
struct Sampling: Sendable, Hashable {
    /// 0 always takes the likeliest token. 0 to 2 is usual.
    var temperature = 0.0
    /// Only the likeliest `topK` tokens; 0 leaves the filter out.
    var topK = 0
    /// Only the likeliest tokens that together have this probability; 0 leaves the filter out.
    var topP = 0.0
    /// Only tokens at least this likely beside the likeliest; 0 leaves the filter out.
    var minP = 0.0
    /// Divides the scores of tokens among the last 64; 0 and 1 leave it out.
    var repeatPenalty = 0.0
    var presencePenalty = 0.0
    var frequencyPenalty = 0.0
    /// With the same seed, model and threads a text comes out the same when it is written alone. Beside other texts the
    /// sums inside the model are formed in another order, which can tip a draw between tokens of nearly equal score.
    var seed: UInt32 = 0
}

/// What comes out, in order; `end` is last.
enum GenerationEvent: Sendable, Hashable {
    /// Whole characters; empty where a token alone completes none.
    case text(String, [ScoredToken])
    case toolCall(ToolCall)
    case end(GenerationSummary)
}

struct ScoredToken: Sendable, Hashable {
    var token: Token
    /// Natural logarithm of the probability that the model gave the token, before any filter.
    var logProbability: Double
}

struct GenerationSummary: Sendable, Hashable {
    enum Cause: Sendable, Hashable {
        case endOfText, stopString, length, toolCall
    }

    var cause: Cause
    var promptTokens: Int
    /// Of these, the ones whose keys and values were in the cache already.
    var promptTokensReused: Int
    var generatedTokens: Int
    var seed: UInt32
}

extension Sampling {
    /// Names the first value that is out of range.
    func check() throws(InferenceError) {
        let ranges: [(String, Double, ClosedRange<Double>)] = [
            ("temperature", temperature, 0...10), ("top_p", topP, 0...1), ("min_p", minP, 0...1),
            ("repeat_penalty", repeatPenalty, 0...10), ("presence_penalty", presencePenalty, -10...10),
            ("frequency_penalty", frequencyPenalty, -10...10), ("top_k", Double(topK), 0...1_000_000),
        ]
        for (name, value, range) in ranges where !range.contains(value) {
            throw .samplingInvalid(name: name, value: "\(value)", range: "\(range.lowerBound) to \(range.upperBound)")
        }
    }
}
