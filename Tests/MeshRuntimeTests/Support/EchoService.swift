import MeshContracts
import MeshRuntime
import Synchronization

/// A service whose handlers are the test's closures. `MeshV1.Pair`, a text and bytes, is every request and response.
struct EchoService: MeshService {
    static let serviceName = "test.Echo"
    static let fileDescriptorSet: [UInt8] = []

    static let echo = MethodDescriptor<MeshV1.Pair, MeshV1.Pair>(name: "test.Echo/Echo", kind: .unary)
    static let stream = MethodDescriptor<MeshV1.Pair, MeshV1.Pair>(name: "test.Echo/Stream", kind: .serverStreaming)
    static let upload = MethodDescriptor<MeshV1.Pair, MeshV1.Pair>(name: "test.Echo/Upload", kind: .clientStreaming)
    static let chat = MethodDescriptor<MeshV1.Pair, MeshV1.Pair>(name: "test.Echo/Chat", kind: .bidirectionalStreaming)

    var onEcho: @Sendable (MeshV1.Pair, CallContext) async throws -> MeshV1.Pair = { request, _ in request }
    var onStream: @Sendable (MeshV1.Pair, ResponseWriter<MeshV1.Pair>, CallContext) async throws -> Void = { _, _, _ in
    }

    /// Answers the last request.
    var onUpload: @Sendable (RequestStream<MeshV1.Pair>, CallContext) async throws -> MeshV1.Pair = { requests, _ in
        try await requests.reduce(MeshV1.Pair()) { $1 }
    }
    /// Sends each request back.
    var onChat: @Sendable (RequestStream<MeshV1.Pair>, ResponseWriter<MeshV1.Pair>, CallContext) async throws -> Void =
        {
            requests,
            responses,
            _ in
            for try await request in requests { try await responses.write(request) }
        }

    func register(on router: inout Router) {
        router.register(Self.echo, handler: onEcho)
        router.register(Self.stream, handler: onStream)
        router.registerClientStreaming(Self.upload, handler: onUpload)
        router.registerBidirectional(Self.chat, handler: onChat)
    }
}
