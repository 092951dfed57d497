import BenchmarkEnds
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import NIOPosix
import SwiftProtobuf
import SwiftProtobufMessages

/// grpc-swift-2 with its transport on one event loop, as the other ends have one thread.
///
/// `serve NAME` and `call NAME PLAN`, where a name that ends in "coalescing" leaves flush coalescing on; and
/// `codec FILE ROUNDS` for swift-protobuf.
@main struct GRPCSwiftEcho: EndProgram {
    private static let service = "benchmark.Echo"
    private static let echo = MethodDescriptor(fullyQualifiedService: service, method: "Echo")
    private static let stream = MethodDescriptor(fullyQualifiedService: service, method: "Repeat")
    private static let hold = MethodDescriptor(fullyQualifiedService: service, method: "Hold")

    let isCoalescing: Bool

    static func main() {
        Program.run { try await run(Array(CommandLine.arguments.dropFirst())) }
    }

    private static func run(_ arguments: [String]) async throws {
        switch arguments.first {
        case "codec":
            try CodecLoop.run(
                arguments.dropFirst(),
                decode: { try Xiaoer_Orders_V1_Order(serializedBytes: $0) },
                encode: { (try $0.serializedBytes() as [UInt8]).count }
            )
        default:
            guard arguments.count >= 2 else { throw BenchmarkError.badArgument(arguments.joined(separator: " ")) }
            let program = GRPCSwiftEcho(isCoalescing: arguments[1].hasSuffix("coalescing"))
            try await program.run([arguments[0]] + arguments[2...])
        }
    }

    func serve() async throws -> Int {
        let transport = HTTP2ServerTransport.Posix(
            address: .ipv4(host: "127.0.0.1", port: 0),
            transportSecurity: .plaintext,
            config: .defaults { config in
                if !isCoalescing { config.connection.flushCoalescing = nil }
                config.http2.maxConcurrentStreams = 1024
            },
            eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1)
        )
        let server = GRPCServer(transport: transport, services: [Service()])
        Task { try await server.serve() }
        return try await transport.listeningAddress.ipv4?.port ?? 0
    }

    private struct Service: RegistrableRPCService {
        func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
            router.registerHandler(
                forMethod: echo,
                deserializer: Deserializer(),
                serializer: Serializer()
            ) { request, _ in
                let request = try await ServerRequest(stream: request)
                return StreamingServerResponse(single: ServerResponse(message: request.message))
            }
            router.registerHandler(
                forMethod: stream,
                deserializer: Deserializer(),
                serializer: Serializer()
            ) { request, _ in
                let request = try await ServerRequest(stream: request)
                return StreamingServerResponse { writer in
                    while !Task.isCancelled { try await writer.write(request.message) }
                    return [:]
                }
            }
            router.registerHandler(
                forMethod: hold,
                deserializer: Deserializer(),
                serializer: Serializer()
            ) { request, _ in
                let request = try await ServerRequest(stream: request)
                try await Task.sleep(for: .seconds(3600))
                return StreamingServerResponse(single: ServerResponse(message: request.message))
            }
        }
    }
}

// MARK: The client

extension GRPCSwiftEcho {
    func measure(_ plan: CallPlan) async throws -> Timing {
        let client = try client(plan, MultiThreadedEventLoopGroup(numberOfThreads: 1))
        let connections = Task { try await client.runConnections() }
        defer { connections.cancel() }
        let request = ClientRequest(message: Benchmark_Text.with { $0.text = plan.text })
        let loop = ClosedLoop(plan)
        guard plan.kind == .stream else {
            return try await loop.measure { try await Self.call(Self.echo, request, client, timeout: .seconds(10)) }
        }
        return try await loop.measureStream { received in
            try await client.serverStreaming(
                request: request,
                descriptor: Self.stream,
                serializer: Serializer(),
                deserializer: Deserializer(),
                options: .defaults
            ) { response in
                for try await _ in response.messages {
                    guard try received() else { return }
                }
            }
        }
    }

    func hold(_ plan: CallPlan) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        for _ in 0..<plan.count {
            let client = try client(plan, group)
            Task { try await client.runConnections() }
            let request = ClientRequest(message: Benchmark_Text())
            try await Self.call(Self.echo, request, client, timeout: .seconds(10))
            for _ in 0..<plan.outstanding {
                Task { try await Self.call(Self.hold, request, client, timeout: .seconds(3600)) }
            }
        }
        try await Task.sleep(for: .seconds(1))
    }

    private func client(
        _ plan: CallPlan,
        _ group: MultiThreadedEventLoopGroup
    ) throws -> GRPCClient<HTTP2ClientTransport.Posix> {
        GRPCClient(
            transport: try HTTP2ClientTransport.Posix(
                target: .ipv4(address: "127.0.0.1", port: plan.port),
                transportSecurity: .plaintext,
                config: .defaults { config in
                    if !isCoalescing { config.connection.flushCoalescing = nil }
                },
                eventLoopGroup: group
            )
        )
    }

    private static func call(
        _ method: MethodDescriptor,
        _ request: ClientRequest<Benchmark_Text>,
        _ client: GRPCClient<HTTP2ClientTransport.Posix>,
        timeout: Duration
    ) async throws {
        var options = CallOptions.defaults
        options.timeout = timeout
        try await client.unary(
            request: request,
            descriptor: method,
            serializer: Serializer(),
            deserializer: Deserializer(),
            options: options
        ) { response in
            _ = try response.message
        }
    }
}

// MARK: Messages

/// What grpc-swift-protobuf does, without its code generator.
private struct Serializer: MessageSerializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: Benchmark_Text) throws -> Bytes {
        let bytes: [UInt8] = try message.serializedBytes()
        return Bytes(bytes)
    }
}

private struct Deserializer: MessageDeserializer {
    func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> Benchmark_Text {
        try bytes.withUnsafeBytes { try Benchmark_Text(serializedBytes: Array($0)) }
    }
}
