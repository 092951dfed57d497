import Logging
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Inference

/// A remote server that misbehaves in every way, over real sockets.
@Suite(.serialized) struct RemoteWriterTests {
    private static let good = """
        HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n\
        data: {"choices":[{"delta":{"content":"您好"}}]}\n\n\
        data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n
        """
    private static let request = GenerationRequest(
        prompt: .chat([ChatMessage(role: .user, content: "在吗")]),
        tokensMax: 10
    )

    private static func answer(_ status: String, _ body: String = "", header: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(header)Connection: close\r\n\r\n\(body)"
    }

    private static func text(of writer: any TextWriter) async throws -> String {
        var text = ""
        for try await event in try await writer.write(request, deadline: nil) {
            if case .text(let piece, _) = event { text += piece }
        }
        return text
    }

    private static func options(_ port: Int, key: String = "") -> RemoteWriter.Options {
        RemoteWriter.Options(
            url: "http://127.0.0.1:\(port)/v1",
            model: "qwen",
            key: key,
            callsMax: 2,
            timeouts: .init(connect: .seconds(2), silence: .seconds(1), whole: .seconds(5))
        )
    }

    @Test func anAnswerIsStreamedAndTheKeySent() async throws {
        try await StubServer.with([.send(Self.good)]) { server in
            #expect(try await Self.text(of: RemoteWriter(Self.options(server.port, key: "secret"))) == "您好")
            let request = try #require(server.requests.first)
            #expect(request.hasPrefix("POST /v1/chat/completions HTTP/1.1"))
            #expect(request.contains("Authorization: Bearer secret\r\n"))
            #expect(request.contains(#""messages":[{"role":"user","content":"在吗"}]"#))
        }
    }

    /// What a server sends, and what the caller is told.
    @Test(
        arguments: [
            (
                [.send(answer("429 Too Many", header: "Retry-After: 3\r\n"))],
                .busy(status: 429, retryAfter: .seconds(3))
            ),
            ([.send(answer("500 Oops", "core dumped"))], .failed(status: 500, message: "core dumped")),
            (
                [.send(answer("401 No", #"{"error":"bad key"}"#))],
                .refused(status: 401, message: #"{"error":"bad key"}"#)
            ),
            ([.send(String(good.prefix(150)))], .cut),
            ([.send(String(good.prefix(150))), .reset], nil),
            ([.silence], nil),
            ([.send("HTTP/1.1 200 OK\r\n\r\ndata: {\n\n")], nil),
            ([.send("SSH-2.0-OpenSSH\r\n")], nil),
        ] as [([StubServer.Step], RemoteError?)]
    )
    func everyMisbehaviourIsAClearError(steps: [StubServer.Step], expected: RemoteError?) async throws {
        try await StubServer.with(steps) { server in
            let error = await #expect(throws: RemoteError.self) {
                try await Self.text(of: RemoteWriter(Self.options(server.port)))
            }
            if let expected { #expect(error == expected) }
        }
    }

    @Test func nobodyListeningIsSaidAtOnce() async throws {
        let port = try await StubServer.with([]) { $0.port }
        let error = await #expect(throws: RemoteError.self) {
            try await Self.text(of: RemoteWriter(Self.options(port)))
        }
        guard case .unreachable? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aFailureBeforeTheFirstWordIsTriedAgainAndThenLeftToTheLocalModel() async throws {
        let steps: [StubServer.Step] = [.send(Self.answer("500 Oops")), .send(Self.good)]
        try await StubServer.with(steps, oneStepACall: true) { server in
            let writer = FallbackWriter(
                remote: RemoteWriter(Self.options(server.port)),
                local: nil,
                logger: Self.silent
            )
            let text = try await Self.text(of: writer)
            #expect(text == "您好")
            #expect(server.requests.count == 2)
        }
        let local = GenerationWorker(model: FakeGenerationModel(), limits: .init())
        let port = try await StubServer.with([]) { $0.port }
        let writer = FallbackWriter(remote: RemoteWriter(Self.options(port)), local: local, logger: Self.silent)
        var events = 0
        for try await _ in try await writer.write(Self.request, deadline: nil) { events += 1 }
        #expect(events == 1)
    }

    @Test func aTextThatHasBegunIsNeverContinuedByAnother() async throws {
        let steps: [StubServer.Step] = [.send(String(Self.good.prefix(150))), .send(Self.good)]
        try await StubServer.with(steps, oneStepACall: true) { server in
            let writer = FallbackWriter(
                remote: RemoteWriter(Self.options(server.port)),
                local: GenerationWorker(model: FakeGenerationModel(), limits: .init()),
                logger: Self.silent
            )
            await #expect(throws: RemoteError.cut) { try await Self.text(of: writer) }
            #expect(server.requests.count == 1)
        }
    }

    @Test func aReaderThatGoesAwayFreesItsPlace() async throws {
        try await StubServer.with([.send(String(Self.good.prefix(150))), .silence]) { server in
            let writer = RemoteWriter(Self.options(server.port))
            for _ in 0..<5 {
                for try await event in try await writer.write(Self.request, deadline: nil) {
                    if case .text = event { break }
                }
                // The place is free when the transfer has noticed; two are allowed at once.
                await Task.yield()
            }
            #expect(server.requests.count >= 1)
        }
    }

    private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// An HTTP server that sends what it is told, whatever is asked.
final class StubServer: Sendable {
    enum Step: Sendable {
        case send(String)
        /// Closes the connection hard.
        case reset
        /// Says nothing until the peer goes.
        case silence
    }

    private let channel: any Channel
    private let log: Log

    private final class Log: Sendable {
        let requests = Mutex<[String]>([])
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    var requests: [String] { log.requests.withLock { $0 } }

    private init(channel: any Channel, log: Log) {
        self.channel = channel
        self.log = log
    }

    /// `oneStepACall`: each connection gets the next step alone; otherwise each gets all.
    static func with<Result>(
        _ steps: [Step],
        oneStepACall: Bool = false,
        _ body: (StubServer) async throws -> Result
    ) async throws -> Result {
        let log = Log()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(
                        Script { request in
                            let number = log.requests.withLock { requests in
                                requests.append(request)
                                return requests.count - 1
                            }
                            return oneStepACall ? Array(steps.dropFirst(number).prefix(1)) : steps
                        }
                    )
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = StubServer(channel: channel, log: log)
        do {
            let result = try await body(server)
            try await channel.close()
            return result
        } catch {
            try await channel.close()
            throw error
        }
    }

    /// Waits for a whole request, then plays its steps.
    private final class Script: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let steps: (String) -> [Step]
        private var request = ""

        init(steps: @escaping (String) -> [Step]) {
            self.steps = steps
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            request += String(buffer: unwrapInboundIn(data))
            guard let head = request.firstRange(of: "\r\n\r\n"), let length = contentLength,
                request[head.upperBound...].utf8.count >= length
            else { return }
            var isSilent = false
            for step in steps(request) {
                switch step {
                case .send(let text):
                    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
                case .reset:
                    _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                case .silence: isSilent = true
                }
            }
            if !isSilent { context.close(promise: nil) }
        }

        private var contentLength: Int? {
            let lines = request.split(separator: "\r\n")
            let line = lines.first { $0.lowercased().hasPrefix("content-length:") }
            return line.flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) }
        }
    }
}
