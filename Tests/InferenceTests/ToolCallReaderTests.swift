import Testing

@testable import Inference

@Suite struct ToolCallReaderTests {
    private static func read(_ text: String, pieceLength: Int) -> (text: String, calls: [ToolCall]) {
        var reader = ToolCallReader()
        var items: [ToolCallReader.Item] = []
        var rest = text[...]
        while !rest.isEmpty {
            items += reader.append(String(rest.prefix(pieceLength)))
            rest = rest.dropFirst(pieceLength)
        }
        items += reader.finish()
        var read = (text: "", calls: [ToolCall]())
        for item in items {
            switch item {
            case .text(let text): read.text += text
            case .call(let call): read.calls.append(call)
            }
        }
        return read
    }

    @Test(arguments: [1, 2, 3, 7, 1_000])
    func callsAreToldFromTextHoweverItArrives(pieceLength: Int) {
        let text = """
            我查一下。<tool_call>
            {"name": "track", "arguments": {"order": "SF<1>", "量": 2}}
            </tool_call> <b> <tool_call>{"name":"end"}</tool_call>
            """
        let read = Self.read(text, pieceLength: pieceLength)
        #expect(read.text == "我查一下。 <b> ")
        #expect(
            read.calls == [
                ToolCall(name: "track", arguments: #"{"order":"SF<1>","量":2}"#), ToolCall(name: "end", arguments: "{}"),
            ]
        )
    }

    @Test(
        arguments: [
            "<tool_call>not json</tool_call>", "<tool_call>{\"arguments\":{}}</tool_call>",
            "<tool_call>{\"name\":\"a\"",
            "<tool_call>{\"name\":\"a\",\"arguments\":[1]}</tool_call>", "a <tool_", "a </tool_call> b",
        ]
    )
    func whatIsNoCallIsGivenBackAsText(text: String) {
        for pieceLength in [1, 5, 100] {
            let read = Self.read(text, pieceLength: pieceLength)
            #expect(read.text == text)
            #expect(read.calls.isEmpty)
        }
    }

    @Test func toolsAndTheirResultsFindAPlaceInTheMessages() throws {
        let tool = Tool(name: "track", description: "找包裹", parameters: #"{"type":"object"}"#)
        let call = ToolCall(name: "track", arguments: #"{"order":"1"}"#)
        let plain = try ToolCallReader.plainMessages(
            [
                ChatMessage(role: .user, content: "在哪"),
                ChatMessage(role: .assistant, content: "", toolCalls: [call]),
                ChatMessage(role: .tool, content: "在途"),
            ],
            tools: [tool]
        )
        #expect(plain.map(\.role) == [.system, .user, .assistant, .user])
        #expect(plain[0].content.contains(#"{"name":"track","description":"找包裹","parameters":{"type":"object"}}"#))
        #expect(Self.read(plain[2].content, pieceLength: 100).calls == [call])
        #expect(plain[3].content == "<tool_response>\n在途\n</tool_response>")
    }

    @Test func aToolWithoutASchemaIsNamed() {
        let tool = Tool(name: "track", description: "", parameters: "{")
        let error = #expect(throws: InferenceError.self) { try ToolCallReader.plainMessages([], tools: [tool]) }
        #expect(error?.description.contains("\"track\"") == true)
    }
}
