import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import ServiceShell

@Suite struct AdminTests {
    let pages = AdminPages(readiness: { .notReady(reason: "starting or stopping") }, metrics: { "m 1\n" })

    @Test func pagesAnswer() {
        #expect(pages.response(method: "GET", target: "/healthz") == .plain(200, "alive"))
        #expect(pages.response(method: "GET", target: "/metrics?x=1").body == "m 1\n")
        #expect(pages.response(method: "GET", target: "/readyz") == .plain(503, "not ready: starting or stopping"))
        #expect(pages.response(method: "HEAD", target: "/healthz").status == 200)
    }

    @Test func anythingElseIsToldWhatThereIs() {
        let response = pages.response(method: "GET", target: "/")
        #expect(response.status == 404)
        for path in ["/healthz", "/readyz", "/metrics"] { #expect(response.body.contains(path)) }
    }

    @Test func otherMethodsAreRefused() {
        let response = pages.response(method: "POST", target: "/metrics")
        #expect(response.status == 405)
        #expect(response.allow == "GET, HEAD")
    }

    /// What a connection answers to raw bytes, and whether it is still open.
    private func answer(_ text: String) throws -> (text: String, isOpen: Bool) {
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
        try channel.pipeline.syncOperations.addHandler(AdminHandler(pages: pages))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        // Broken bytes also surface as an error of the write; the answer is what counts here.
        _ = try? channel.writeInbound(ByteBuffer(string: text))
        channel.embeddedEventLoop.run()
        var output = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { output += String(buffer: buffer) }
        let isOpen = channel.isActive
        _ = try? channel.finish()
        return (output, isOpen)
    }

    @Test func aRequestIsAnsweredAndTheConnectionKept() throws {
        let (text, isOpen) = try answer("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n")
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(text.hasSuffix("\r\n\r\nalive\n"))
        #expect(isOpen)
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() throws {
        let (text, _) = try answer("GET /healthz HTTP/1.1\r\n\r\nGET /readyz HTTP/1.1\r\nconnection: close\r\n\r\n")
        #expect(text.contains("200 OK"))
        #expect(text.contains("503 Service Unavailable"))
    }

    /// Bytes that are no request, or too much of one.
    @Test(arguments: [
        "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nbad header\r\n\r\n",
        "GET / HTTP/1.1\r\ncontent-length: -1\r\n\r\n", "MSH1 hello there\r\n\r\n",
        "GET / HTTP/1.1\r\nx: " + String(repeating: "a", count: 200_000),
        "POST /metrics HTTP/1.1\r\ncontent-length: 100000\r\n\r\n" + String(repeating: "a", count: 100_000),
        "POST /metrics HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    ])
    func badRequestsCloseTheConnection(text: String) throws {
        #expect(try !answer(text).isOpen)
    }

    @Test func anUnfinishedRequestIsClosedInTime() throws {
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
        try channel.pipeline.syncOperations.addHandler(AdminHandler(pages: pages))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try channel.writeInbound(ByteBuffer(string: "GET /healthz HTTP/1.1\r\n"))
        channel.embeddedEventLoop.advanceTime(by: AdminHandler.requestTimeout - .seconds(1))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(!channel.isActive)
    }
}
