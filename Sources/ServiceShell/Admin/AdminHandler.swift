import NIOCore
import NIOHTTP1

/// Answers requests of one connection, each within a bounded size and time.
final class AdminHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// No page takes a body, so a small one is skipped and a large one refused.
    static let bodyBytesMax = 16 * 1_024
    /// From the opening, or the last answer, to the end of the next request.
    static let requestTimeout = TimeAmount.seconds(15)

    private let pages: AdminPages
    private var request: HTTPRequestHead?
    private var bodyBytes = 0
    private var timeout: Scheduled<Void>?

    init(pages: AdminPages) {
        self.pages = pages
    }

    func channelActive(context: ChannelHandlerContext) {
        startTimeout(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timeout?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            request = head
            bodyBytes = 0
        case .body(let buffer):
            bodyBytes += buffer.readableBytes
            if request != nil, bodyBytes > Self.bodyBytesMax {
                request = nil
                respond(.plain(413, "no page takes a body"), keepAlive: false, isHead: false, context: context)
            }
        case .end:
            guard let head = request else { return }
            request = nil
            let response = pages.response(method: head.method.rawValue, target: head.uri)
            respond(response, keepAlive: head.isKeepAlive, isHead: head.method == .HEAD, context: context)
            startTimeout(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The peer broke the protocol or the connection; the pipeline has answered 400 where it could.
        context.close(promise: nil)
    }

    private func startTimeout(_ context: ChannelHandlerContext) {
        timeout?.cancel()
        let channel = context.channel
        timeout = context.eventLoop.scheduleTask(in: Self.requestTimeout) { channel.close(promise: nil) }
    }

    private func respond(
        _ response: AdminPages.Response,
        keepAlive: Bool,
        isHead: Bool,
        context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders([
            ("content-type", response.contentType),
            ("content-length", String(response.body.utf8.count)),
            ("connection", keepAlive ? "keep-alive" : "close"),
        ])
        if let allow = response.allow { headers.add(name: "allow", value: allow) }
        let head = HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(statusCode: response.status),
            headers: headers
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !isHead {
            let body = context.channel.allocator.buffer(string: response.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            if !keepAlive { channel.close(promise: nil) }
        }
    }
}
