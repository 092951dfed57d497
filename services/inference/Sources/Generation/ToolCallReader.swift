import ProtobufReflection

/// Tells tool calls from text in what a model writes, in the notation that Qwen and Hermes models are trained on: a
/// JSON object with `name` and `arguments` between `<tool_call>` and `</tool_call>`.
///
/// What stands between the marks but is no such object is given back as text: nothing the model wrote is lost.
struct ToolCallReader {
    enum Item: Hashable {
        case text(String)
        case call(ToolCall)
    }

    static let openMark = "<tool_call>"
    static let closeMark = "</tool_call>"

    private var held = ""
    private var isInside = false

    mutating func append(_ text: String) -> [Item] {
        held += text
        var items: [Item] = []
        while let item = next() { items.append(item) }
        return items.filter { $0 != .text("") }
    }

    /// What was held back, when no more comes.
    mutating func finish() -> [Item] {
        let rest = (isInside ? Self.openMark : "") + held
        (held, isInside) = ("", false)
        return rest.isEmpty ? [] : [.text(rest)]
    }

    private mutating func next() -> Item? {
        let mark = isInside ? Self.closeMark : Self.openMark
        if let range = held.firstRange(of: mark) {
            let before = String(held[..<range.lowerBound])
            held = String(held[range.upperBound...])
            defer { isInside.toggle() }
            return isInside ? Self.item(before) : .text(before)
        }
        guard !isInside, !held.isEmpty else { return nil }
        let unsure = (0..<mark.count).reversed().first { held.hasSuffix(mark.prefix($0)) } ?? 0
        let certain = String(held.dropLast(unsure))
        guard !certain.isEmpty else { return nil }
        held = String(held.suffix(unsure))
        return .text(certain)
    }

    private static func item(_ content: String) -> Item {
        let asWritten = Item.text(openMark + content + closeMark)
        guard case .object(let members)? = try? JSONValue(parsing: content) else { return asWritten }
        let values = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
        guard case .string(let name)? = values["name"] else { return asWritten }
        let arguments = values["arguments"] ?? .object([])
        guard case .object = arguments else { return asWritten }
        return .call(ToolCall(name: name, arguments: arguments.text()))
    }
}

// MARK: The other direction: tools and calls in the prompt

extension ToolCallReader {
    /// Messages for a template that knows only system, user and assistant: tools are listed at the end of the system
    /// message, calls stand in the assistant's words, results in `<tool_response>` of the user's turn.
    static func plainMessages(_ messages: [ChatMessage], tools: [Tool]) throws(InferenceError) -> [ChatMessage] {
        var plain: [ChatMessage] = messages.map { message in
            switch message.role {
            case .tool:
                ChatMessage(role: .user, content: "<tool_response>\n\(message.content)\n</tool_response>")
            case .assistant where !message.toolCalls.isEmpty:
                ChatMessage(role: .assistant, content: message.content + message.toolCalls.map(written).joined())
            default: message
            }
        }
        guard !tools.isEmpty else { return plain }
        let list = try tools.map { tool throws(InferenceError) in try described(tool) }.joined(separator: "\n")
        let introduction = """
            You can call these functions, given as JSON Schema between <tools> and </tools>:
            <tools>
            \(list)
            </tools>
            To call one, write <tool_call>{"name": its name, "arguments": {its arguments}}</tool_call>.
            """
        if plain.first?.role == .system {
            plain[0].content += "\n\n" + introduction
        } else {
            plain.insert(ChatMessage(role: .system, content: introduction), at: 0)
        }
        return plain
    }

    private static func written(_ call: ToolCall) -> String {
        let name = JSONValue.string(call.name).text()
        return "\(openMark)\n{\"name\": \(name), \"arguments\": \(call.arguments)}\n\(closeMark)"
    }

    private static func described(_ tool: Tool) throws(InferenceError) -> String {
        let parameters: JSONValue
        do {
            parameters = try JSONValue(parsing: tool.parameters)
        } catch {
            throw .toolInvalid(name: tool.name, reason: "its parameters are no JSON: \(error)")
        }
        let function = JSONValue.object([
            .init(name: "name", value: .string(tool.name)),
            .init(name: "description", value: .string(tool.description)),
            .init(name: "parameters", value: parameters),
        ])
        return JSONValue.object([
            .init(name: "type", value: .string("function")), .init(name: "function", value: function),
        ]).text()
    }
}
