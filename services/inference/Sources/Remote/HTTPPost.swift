import CCurl
import Foundation
import Synchronization

/// One POST by libcurl, whose answer is read as it arrives. libcurl brings TLS, proxies and HTTP/2 as the machine has
/// them set up.
struct HTTPPost: Sendable {
    struct Timeouts: Sendable, Hashable {
        var connect = Duration.seconds(3)
        /// Longest silence before or within the answer.
        var silence = Duration.seconds(30)
        var whole = Duration.seconds(300)
    }

    /// What comes, in order: the status once, then the body in pieces.
    enum Part: Sendable, Hashable {
        case status(Int, retryAfter: Duration?)
        case body([UInt8])
    }

    enum Failure: Error, Hashable, Sendable {
        /// Nothing was sent: another attempt is safe.
        case notConnected(String)
        case timedOut(String)
        case broken(String)
        case tooLong(bytes: Int)
    }

    /// Far more than any answer of a language model; a server that never stops is cut here.
    static let answerBytesMax = 16 * 1_048_576

    let url: String
    let headers: [(name: String, value: String)]
    let body: [UInt8]
    let timeouts: Timeouts

    /// Begins the transfer on a thread of its own. It is broken off when the stream is let go.
    func start() -> AsyncThrowingStream<Part, any Error> {
        let (parts, output) = AsyncThrowingStream.makeStream(of: Part.self)
        let transfer = Transfer(output: output)
        output.onTermination = { _ in transfer.stop() }
        Thread { perform(transfer) }.start()
        return parts
    }

    private func perform(_ transfer: Transfer) {
        guard let handle = curl_easy_init() else {
            return transfer.output.finish(throwing: Failure.notConnected("libcurl could not start"))
        }
        var list: UnsafeMutablePointer<curl_slist>?
        // A header without a value is one that libcurl leaves out.
        for (name, value) in headers {
            list = curl_slist_append(list, value.isEmpty ? "\(name):" : "\(name): \(value)")
        }
        defer {
            curl_slist_free_all(list)
            curl_easy_cleanup(handle)
        }
        // The writer runs inside curl_easy_perform alone, while this function keeps the transfer alive.
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        let code = body.withUnsafeBytes { body in
            configure(handle, list: list, body: body, context: context)
            return curl_easy_perform(handle)
        }
        transfer.finish(code)
    }

    private func configure(
        _ handle: UnsafeMutableRawPointer,
        list: UnsafeMutablePointer<curl_slist>?,
        body: UnsafeRawBufferPointer,
        context: UnsafeMutableRawPointer
    ) {
        xiaoer_curl_set_text(handle, CURLOPT_URL, url)
        xiaoer_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        xiaoer_curl_set_list(handle, CURLOPT_HTTPHEADER, list)
        xiaoer_curl_set_number(handle, CURLOPT_POST, 1)
        xiaoer_curl_set_number(handle, CURLOPT_POSTFIELDSIZE, body.count)
        xiaoer_curl_set_text(
            handle,
            CURLOPT_POSTFIELDS,
            body.baseAddress?.assumingMemoryBound(to: CChar.self)
        )
        // Signals belong to the process, which has threads.
        xiaoer_curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
        xiaoer_curl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(timeouts.connect.wholeMilliseconds))
        xiaoer_curl_set_number(handle, CURLOPT_TIMEOUT_MS, Int(max(1, timeouts.whole.wholeMilliseconds)))
        xiaoer_curl_set_number(handle, CURLOPT_LOW_SPEED_LIMIT, 1)
        xiaoer_curl_set_number(handle, CURLOPT_LOW_SPEED_TIME, max(1, Int(timeouts.silence.components.seconds)))
        xiaoer_curl_set_headers(handle, Transfer.head, context)
        xiaoer_curl_set_writer(handle, Transfer.write, context)
        xiaoer_curl_set_progress(handle, Transfer.progress, context)
    }
}

/// What the transfer's thread and its reader share.
private final class Transfer: Sendable {
    let output: AsyncThrowingStream<HTTPPost.Part, any Error>.Continuation
    private let isStopped = Mutex(false)
    private let received = Mutex(Received())

    private struct Received {
        var head = ResponseHead()
        var bytes = 0
    }

    init(output: AsyncThrowingStream<HTTPPost.Part, any Error>.Continuation) {
        self.output = output
    }

    func stop() { isStopped.withLock { $0 = true } }
    var wantsMore: Bool { !isStopped.withLock { $0 } }

    static let write: curl_write_callback = { bytes, size, count, context in
        guard let context, let bytes else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }

    static let progress: curl_xferinfo_callback = { context, _, _, _, _ in
        guard let context else { return 1 }
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().wantsMore ? 0 : 1
    }

    static let head: curl_write_callback = { bytes, size, count, context in
        guard let context, let bytes else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self)
        if let status = transfer.received.withLock({ $0.head.append(line) }) { transfer.output.yield(status) }
        return size * count
    }

    private func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let total = received.withLock { received in
            received.bytes += bytes.count
            return received.bytes
        }
        guard wantsMore, total <= HTTPPost.answerBytesMax else { return false }
        output.yield(.body(Array(bytes)))
        return true
    }

    func finish(_ code: CURLcode) {
        guard code != CURLE_OK else { return output.finish() }
        let reason = String(cString: curl_easy_strerror(code))
        let bytes = received.withLock { $0.bytes }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR,
            CURLE_PEER_FAILED_VERIFICATION, CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            output.finish(throwing: HTTPPost.Failure.notConnected(reason))
        case CURLE_OPERATION_TIMEDOUT:
            output.finish(throwing: HTTPPost.Failure.timedOut(reason))
        case CURLE_WRITE_ERROR where bytes > HTTPPost.answerBytesMax:
            output.finish(throwing: HTTPPost.Failure.tooLong(bytes: bytes))
        default:
            output.finish(throwing: HTTPPost.Failure.broken(reason))
        }
    }
}

/// The head of an answer, line by line. Interim answers, such as a proxy's, are passed over.
struct ResponseHead {
    private var status = 0
    private var retryAfter: Duration?

    /// The status, at the line that ends a final head.
    mutating func append(_ line: String) -> HTTPPost.Part? {
        let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !line.isEmpty else { return status >= 200 ? .status(status, retryAfter: retryAfter) : nil }
        if line.hasPrefix("HTTP/") {
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            retryAfter = nil
        } else if line.lowercased().hasPrefix("retry-after:") {
            let value = line.dropFirst("retry-after:".count).trimmingCharacters(in: .whitespaces)
            // The other form, a date, is for pages that move; model servers send seconds.
            retryAfter = Int(value).flatMap { (1...86_400).contains($0) ? .seconds($0) : nil }
        }
        return nil
    }
}
