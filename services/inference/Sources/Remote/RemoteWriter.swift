import NIOCore
import ProtobufReflection
import Synchronization

/// A model on an OpenAI-compatible server: vLLM, llama.cpp's server, Ollama, DashScope and others.
final class RemoteWriter: TextWriter {
    struct Options: Sendable {
        /// Up to and with its version, such as "http://127.0.0.1:8000/v1".
        var url: String
        /// The name by which the server knows the model.
        var model: String
        /// Empty for a server that asks for none. Never logged.
        var key = ""
        var callsMax = 32
        var timeouts = HTTPPost.Timeouts()
    }

    let description: ModelDescription
    private let options: Options
    private let calls = Mutex(0)

    init(_ options: Options) {
        self.options = options
        description = ModelDescription(
            name: options.model,
            architecture: "remote",
            quantisation: "",
            sizeBytes: 0,
            sha256: [],
            contextTokens: 0,
            dimensions: 0,
            isRemote: true
        )
    }

    func write(
        _ request: GenerationRequest,
        deadline: NIODeadline?
    ) async throws -> AsyncThrowingStream<GenerationEvent, any Error> {
        let (path, body) = try ChatCompletion.body(request, model: options.model)
        try enter()
        let post = self.post(path: path, body: body, deadline: deadline)
        let (events, output) = AsyncThrowingStream.makeStream(of: GenerationEvent.self)
        let transfer = Task {
            defer { leave() }
            do {
                try await read(post, seed: request.sampling.seed, output: output)
                output.finish()
            } catch let failure as HTTPPost.Failure {
                output.finish(throwing: RemoteError(failure))
            } catch {
                output.finish(throwing: error)
            }
        }
        output.onTermination = { _ in transfer.cancel() }
        return events
    }

    /// Only the server knows its vocabulary.
    func countTokens(of texts: [String]) async throws -> [Int] {
        throw InferenceError.tokensUncountable(model: options.model)
    }

    func stop() async {}

    private func read(
        _ post: HTTPPost,
        seed: UInt32,
        output: AsyncThrowingStream<GenerationEvent, any Error>.Continuation
    ) async throws {
        var lines = ServerSentEvents()
        var reader = ChatCompletionReader(seed: seed)
        var refusal: (status: Int, retryAfter: Duration?, body: [UInt8])?
        for try await part in post.start() {
            switch part {
            case .status(200, _): break
            case .status(let status, let retryAfter): refusal = (status, retryAfter, [])
            case .body(let bytes) where refusal != nil: refusal?.body += bytes
            case .body(let bytes):
                for data in try lines.append(bytes) { for event in try reader.append(data) { output.yield(event) } }
            }
            if reader.isDone { break }
        }
        if let refusal {
            let body = String(decoding: refusal.body, as: UTF8.self)
            throw RemoteError(status: refusal.status, body: body, retryAfter: refusal.retryAfter)
        }
        try Task.checkCancellation()
        for event in try reader.finish() { output.yield(event) }
    }

    private func post(path: String, body: JSONValue, deadline: NIODeadline?) -> HTTPPost {
        var timeouts = options.timeouts
        if let deadline {
            timeouts.whole = min(timeouts.whole, .nanoseconds((deadline - .now()).nanoseconds))
        }
        var headers = [("Content-Type", "application/json"), ("Accept", "text/event-stream"), ("Expect", "")]
        if !options.key.isEmpty { headers.append(("Authorization", "Bearer \(options.key)")) }
        return HTTPPost(
            url: "\(options.url)/\(path)",
            headers: headers,
            body: Array(body.text().utf8),
            timeouts: timeouts
        )
    }

    private func enter() throws(InferenceError) {
        let isFree = calls.withLock { calls in
            guard calls < options.callsMax else { return false }
            calls += 1
            return true
        }
        guard isFree else { throw .generationQueueFull(waiting: options.callsMax, max: options.callsMax) }
    }

    private func leave() {
        calls.withLock { $0 -= 1 }
    }
}
