import ProtobufReflection

/// Makes events of a streamed completion's pieces. A pure value: JSON texts in, events out.
struct ChatCompletionReader {
    private struct PartialCall {
        var name = ""
        var arguments = ""
    }

    /// Calls in one answer; a server that numbers them beyond this is not believed.
    private static let callsMax = 64

    private let seed: UInt32
    private var calls: [Int: PartialCall] = [:]
    private var cause: GenerationSummary.Cause?
    private var usage: (prompt: Int, reused: Int, generated: Int)?
    private var pieces = 0
    private(set) var isDone = false

    init(seed: UInt32) {
        self.seed = seed
    }

    /// Takes the data of one server-sent event.
    mutating func append(_ data: String) throws(RemoteError) -> [GenerationEvent] {
        guard data != "[DONE]" else {
            isDone = true
            return []
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: data)
        } catch {
            throw .malformed("\(error)")
        }
        if let error = value["error"] {
            throw .failed(status: 200, message: error["message"]?.string ?? error.text())
        }
        if let used = value["usage"], used != .null { readUsage(used) }
        guard let choice = value["choices"]?.first else { return [] }
        return try read(choice)
    }

    /// The rest, when the stream has ended: calls, then the account. An answer without a reason to end was cut.
    mutating func finish() throws(RemoteError) -> [GenerationEvent] {
        guard let cause else { throw .cut }
        let whole = try calls.sorted { $0.key < $1.key }.map { _, call throws(RemoteError) -> GenerationEvent in
            guard case .object? = try? JSONValue(parsing: call.arguments.isEmpty ? "{}" : call.arguments) else {
                throw .malformed("the arguments of a call of \"\(call.name)\" are no JSON object")
            }
            return .toolCall(ToolCall(name: call.name, arguments: call.arguments.isEmpty ? "{}" : call.arguments))
        }
        let summary = GenerationSummary(
            cause: whole.isEmpty ? cause : .toolCall,
            promptTokens: usage?.prompt ?? 0,
            promptTokensReused: usage?.reused ?? 0,
            // A server that counts nothing sends about a token a piece.
            generatedTokens: usage?.generated ?? pieces,
            seed: seed
        )
        return whole + [.end(summary)]
    }

    private mutating func read(_ choice: JSONValue) throws(RemoteError) -> [GenerationEvent] {
        if let reason = choice["finish_reason"]?.string {
            cause = reason == "length" ? .length : reason == "tool_calls" ? .toolCall : .endOfText
        }
        let delta = choice["delta"]
        for call in delta?["tool_calls"]?.elements ?? [] { try readCall(call) }
        guard let text = delta?["content"]?.string ?? choice["text"]?.string, !text.isEmpty else { return [] }
        pieces += 1
        return [.text(text, [])]
    }

    private mutating func readCall(_ call: JSONValue) throws(RemoteError) {
        let index = call["index"]?.integer ?? 0
        guard (0..<Self.callsMax).contains(index) else { throw .malformed("a call is numbered \(index)") }
        calls[index, default: PartialCall()].name += call["function"]?["name"]?.string ?? ""
        calls[index, default: PartialCall()].arguments += call["function"]?["arguments"]?.string ?? ""
    }

    private mutating func readUsage(_ value: JSONValue) {
        usage = (
            value["prompt_tokens"]?.integer ?? 0,
            value["prompt_tokens_details"]?["cached_tokens"]?.integer ?? 0,
            value["completion_tokens"]?.integer ?? 0
        )
    }
}

extension JSONValue {
    fileprivate subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    fileprivate var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    fileprivate var first: JSONValue? { elements.first }

    fileprivate var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// Counts are never negative, and never beyond 32 bits.
    fileprivate var integer: Int? {
        guard case .number(let text) = self, let number = Int(text), (0...Int(UInt32.max)).contains(number) else {
            return nil
        }
        return number
    }
}
