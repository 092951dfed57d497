import ProtobufReflection

/// The request of an OpenAI-compatible server, and its streamed answer read piece by piece.
enum ChatCompletion {
    /// Path and JSON body for a request.
    static func body(
        _ request: GenerationRequest,
        model: String
    ) throws(RemoteError) -> (path: String, body: JSONValue) {
        var members: [(String, JSONValue)] = [
            ("model", .string(model)), ("stream", .bool(true)),
            ("stream_options", .object([.init(name: "include_usage", value: .bool(true))])),
            ("max_tokens", .number("\(request.tokensMax)")),
        ]
        members += sampling(request.sampling)
        if !request.stops.isEmpty { members.append(("stop", .array(request.stops.map { .string($0) }))) }
        switch request.constraint {
        case .none: break
        case .grammar: throw .grammarUnsupported
        case .jsonSchema(let schema): members.append(("response_format", try responseFormat(schema)))
        }
        if !request.tools.isEmpty {
            members.append(("tools", .array(try request.tools.map { tool throws(RemoteError) in try described(tool) })))
        }
        let path: String
        switch request.prompt {
        case .text(let text):
            members.append(("prompt", .string(text)))
            path = "completions"
        case .chat(let messages):
            members.append(("messages", .array(messages.map(written))))
            path = "chat/completions"
        }
        return (path, .object(members.map { .init(name: $0.0, value: $0.1) }))
    }

    private static func sampling(_ sampling: Sampling) -> [(String, JSONValue)] {
        let numbers: [(String, Double)] = [
            ("top_p", sampling.topP), ("presence_penalty", sampling.presencePenalty),
            ("frequency_penalty", sampling.frequencyPenalty),
        ]
        let used = numbers.filter { $0.1 != 0 }.map { ($0.0, JSONValue.number("\($0.1)")) }
        return [("temperature", .number("\(sampling.temperature)")), ("seed", .number("\(sampling.seed)"))] + used
    }

    private static func json(_ text: String, _ what: String) throws(RemoteError) -> JSONValue {
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw .refused(status: 400, message: "\(what) is no JSON: \(error)")
        }
    }

    private static func responseFormat(_ schema: String) throws(RemoteError) -> JSONValue {
        let named: [JSONValue.Member] = [
            .init(name: "name", value: .string("answer")), .init(name: "strict", value: .bool(true)),
            .init(name: "schema", value: try json(schema, "the JSON Schema")),
        ]
        return .object([
            .init(name: "type", value: .string("json_schema")), .init(name: "json_schema", value: .object(named)),
        ])
    }

    private static func described(_ tool: Tool) throws(RemoteError) -> JSONValue {
        let function: [JSONValue.Member] = [
            .init(name: "name", value: .string(tool.name)),
            .init(name: "description", value: .string(tool.description)),
            .init(name: "parameters", value: try json(tool.parameters, "the parameters of tool \"\(tool.name)\"")),
        ]
        return .object([
            .init(name: "type", value: .string("function")), .init(name: "function", value: .object(function)),
        ])
    }

    private static func written(_ message: ChatMessage) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init(name: "role", value: .string(message.role.rawValue)),
            .init(name: "content", value: .string(message.content)),
        ]
        if message.role == .tool { members.append(.init(name: "tool_call_id", value: .string(message.callID))) }
        if !message.toolCalls.isEmpty {
            members.append(.init(name: "tool_calls", value: .array(message.toolCalls.map(written))))
        }
        return .object(members)
    }

    private static func written(_ call: ToolCall) -> JSONValue {
        let function: [JSONValue.Member] = [
            .init(name: "name", value: .string(call.name)), .init(name: "arguments", value: .string(call.arguments)),
        ]
        return .object([
            .init(name: "id", value: .string(call.id)), .init(name: "type", value: .string("function")),
            .init(name: "function", value: .object(function)),
        ])
    }
}
