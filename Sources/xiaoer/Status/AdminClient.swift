import NIOCore
import NIOPosix
import Synchronization

/// Reads pages of a service's admin port. HTTP/1.0, so that the end of the connection is the end of the page.
enum AdminClient {
    static let timeout = TimeAmount.seconds(2)
    static let bytesMax = 8 * 1_024 * 1_024

    static func isReady(_ address: String) async -> Bool {
        (try? await page("/readyz", at: address))?.status == 200
    }

    static func page(_ path: String, at address: String) async throws -> (status: Int, body: String) {
        guard let colon = address.lastIndex(of: ":"), let port = Int(address[address.index(after: colon)...]) else {
            throw MeshError.adminUnreachable(address: address, reason: "it is not host:port")
        }
        let host = address[..<colon].trimmingPrefix("[").prefix { $0 != "]" }
        do {
            return try await fetch(path, host: String(host), port: port)
        } catch let error as MeshError {
            throw error
        } catch {
            throw MeshError.adminUnreachable(address: address, reason: "\(error)")
        }
    }

    private static func fetch(_ path: String, host: String, port: Int) async throws -> (status: Int, body: String) {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: ByteBuffer.self)
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(timeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(PageHandler(path: path, promise: promise))
                }
            }
        let channel: any Channel
        do {
            channel = try await bootstrap.connect(host: host, port: port).get()
        } catch {
            // The handler may never have been added, and a promise must be kept.
            promise.fail(error)
            throw error
        }
        let limit = loop.scheduleTask(in: timeout) { channel.close(promise: nil) }
        defer { limit.cancel() }
        var page = try await promise.futureResult.get()
        return try parse(page.readString(length: page.readableBytes) ?? "", address: "\(host):\(port)")
    }

    private static func parse(_ text: String, address: String) throws(MeshError) -> (status: Int, body: String) {
        let fields = text.prefix(64).split(separator: " ", maxSplits: 2)
        guard fields.count >= 2, fields[0].hasPrefix("HTTP/1."), let status = Int(fields[1]),
            let headEnd = text.firstRange(of: "\r\n\r\n")
        else { throw .adminUnreachable(address: address, reason: "what answers there is not HTTP") }
        return (status, String(text[headEnd.upperBound...]))
    }
}

private final class PageHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let path: String
    private let promise: EventLoopPromise<ByteBuffer>
    private var page = ByteBuffer()

    init(path: String, promise: EventLoopPromise<ByteBuffer>) {
        self.path = path
        self.promise = promise
    }

    func channelActive(context: ChannelHandlerContext) {
        let request = ByteBuffer(string: "GET \(path) HTTP/1.0\r\nconnection: close\r\n\r\n")
        context.writeAndFlush(wrapOutboundOut(request), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        page.writeBuffer(&part)
        if page.readableBytes > AdminClient.bytesMax { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.succeed(page)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }
}
