import ProtobufReflection
import Testing

@testable import Inference

/// The pure parts of talking to a remote server: bytes to events, events to a text, a request to JSON.
@Suite struct RemoteAnswerTests {
    private static let stream = """
        : a comment\r
        data: {"choices":[{"index":0,"delta":{"role":"assistant"}}]}\r
        \r
        event: message
        data: {"choices":[{"delta":{"content":"您"}}]}

        data: {"choices":[{"delta":{"content":"好"},"finish_reason":null}]}

        data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

        data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":4}}}

        data: [DONE]


        """

    private static func events(_ bytes: [UInt8], pieceLength: Int) throws -> [GenerationEvent] {
        var lines = ServerSentEvents()
        var reader = ChatCompletionReader(seed: 3)
        var events: [GenerationEvent] = []
        for start in stride(from: 0, to: bytes.count, by: pieceLength) {
            let piece = Array(bytes[start..<min(bytes.count, start + pieceLength)])
            for data in try lines.append(piece) { events += try reader.append(data) }
        }
        return events + (try reader.finish())
    }

    @Test(arguments: [1, 2, 3, 5, 64, 10_000])
    func anAnswerIsReadHoweverItsBytesAreCut(pieceLength: Int) throws {
        let events = try Self.events(Array(Self.stream.utf8), pieceLength: pieceLength)
        let summary = GenerationSummary(
            cause: .endOfText,
            promptTokens: 9,
            promptTokensReused: 4,
            generatedTokens: 2,
            seed: 3
        )
        #expect(events == [.text("您", []), .text("好", []), .end(summary)])
    }

    @Test func callsArePutTogetherFromTheirPieces() throws {
        var reader = ChatCompletionReader(seed: 1)
        for piece in [
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"x","function":{"name":"track","arguments":""}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"order\""}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":":\"1\"}"}}]}}]}"#,
            #"{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}"#,
        ] {
            #expect(try reader.append(piece).isEmpty)
        }
        let events = try reader.finish()
        #expect(events.first == .toolCall(ToolCall(name: "track", arguments: #"{"order":"1"}"#)))
        guard case .end(let summary)? = events.last else {
            Issue.record("no end")
            return
        }
        #expect(summary.cause == .toolCall)
    }

    @Test func anAnswerWithoutAReasonToEndWasCut() throws {
        var reader = ChatCompletionReader(seed: 1)
        _ = try reader.append(#"{"choices":[{"delta":{"content":"half"}}]}"#)
        #expect(throws: RemoteError.cut) { try reader.finish() }
    }

    @Test(arguments: ["{", "[1", "null x", #"{"error":{"message":"out of memory"}}"#])
    func whatIsNoAnswerIsAnError(data: String) {
        var reader = ChatCompletionReader(seed: 1)
        #expect(throws: RemoteError.self) { try reader.append(data) }
    }

    @Test func strangeNumbersAreNoDanger() throws {
        var reader = ChatCompletionReader(seed: 1)
        _ = try reader.append(#"{"choices":[{"delta":{},"finish_reason":"length"}],"usage":{"prompt_tokens":-5}}"#)
        _ = try reader.append(
            #"{"choices":[],"usage":{"prompt_tokens":1e99,"completion_tokens":99999999999999999999}}"#
        )
        #expect(throws: RemoteError.self) {
            try reader.append(#"{"choices":[{"delta":{"tool_calls":[{"index":99999}]}}]}"#)
        }
        #expect(try reader.finish().count == 1)
    }

    @Test func aLineWithoutEndIsGivenUp() throws {
        var lines = ServerSentEvents()
        let piece = [UInt8](repeating: 0x61, count: ServerSentEvents.lineBytesMax)
        _ = try lines.append(piece)
        #expect(throws: RemoteError.self) { try lines.append([0x61]) }
    }

    @Test func aChatIsWrittenAsTheServersExpectIt() throws {
        let request = GenerationRequest(
            prompt: .chat([
                ChatMessage(role: .user, content: "到哪了"),
                ChatMessage(role: .assistant, content: "", toolCalls: [ToolCall(id: "c1", name: "t", arguments: "{}")]),
                ChatMessage(role: .tool, content: "在途", callID: "c1"),
            ]),
            sampling: Sampling(temperature: 0.5, topP: 0.9, seed: 7),
            tokensMax: 20,
            stops: ["。"],
            constraint: .jsonSchema(#"{"type":"object"}"#),
            tools: [Tool(name: "t", description: "d", parameters: #"{"type":"object"}"#)]
        )
        let (path, body) = try ChatCompletion.body(request, model: "qwen")
        #expect(path == "chat/completions")
        let expected = #"""
            {"model":"qwen","stream":true,"stream_options":{"include_usage":true},"max_tokens":20,"temperature":0.5,\#
            "seed":7,"top_p":0.9,"stop":["。"],"response_format":{"type":"json_schema","json_schema":{"name":"answer",\#
            "strict":true,"schema":{"type":"object"}}},"tools":[{"type":"function","function":{"name":"t",\#
            "description":"d","parameters":{"type":"object"}}}],"messages":[{"role":"user","content":"到哪了"},\#
            {"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"function","function":{"name":"t",\#
            "arguments":"{}"}}]},{"role":"tool","content":"在途","tool_call_id":"c1"}]}
            """#
        #expect(body.text() == expected)
    }

    @Test func aGrammarIsRefusedByName() {
        let request = GenerationRequest(prompt: .text("a"), tokensMax: 1, constraint: .grammar("root ::= \"a\""))
        #expect(throws: RemoteError.grammarUnsupported) { try ChatCompletion.body(request, model: "m") }
    }

    @Test func aResponseHeadIsReadPastInterimOnes() {
        var head = ResponseHead()
        for line in ["HTTP/1.1 100 Continue", "", "HTTP/1.1 429 Too Many", "Retry-After: 7"] {
            #expect(head.append(line + "\r\n") == nil)
        }
        #expect(head.append("\r\n") == .status(429, retryAfter: .seconds(7)))
    }
}
