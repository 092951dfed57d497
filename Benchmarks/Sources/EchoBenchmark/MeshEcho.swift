import BenchmarkEnds
import Contracts
import Logging
import MeshRuntime
import NIOCore
import NIOPosix

/// The echo over the mesh. Any contract's message will do: this one begins with a text.
struct MeshEcho: EndProgram {
    typealias Message = NluV1.UnderstandRequest

    private static let echo = MethodDescriptor<Message, Message>(name: "benchmark.Echo/Echo", kind: .unary)
    private static let stream = MethodDescriptor<Message, Message>(
        name: "benchmark.Echo/Repeat",
        kind: .serverStreaming
    )
    private static let hold = MethodDescriptor<Message, Message>(name: "benchmark.Echo/Hold", kind: .unary)
    private static let logger = Logger(label: "benchmark", factory: { _ in SwiftLogNoOpLogHandler() })

    private struct Service: MeshService {
        static let serviceName = "benchmark.Echo"
        static let fileDescriptorSet: [UInt8] = []

        func register(on router: inout Router) {
            router.register(MeshEcho.echo) { request, _ in request }
            router.register(MeshEcho.stream) { request, responses, _ in
                while true { try await responses.write(request) }
            }
            router.register(MeshEcho.hold) { request, _ in
                try await Task.sleep(for: .seconds(3600))
                return request
            }
        }
    }

    /// Whether the callers run on the connection's event loop, as a service's handlers do, or on the concurrency
    /// runtime's own threads, as the tasks of a command-line tool do.
    let callsFromLoop: Bool

    func serve() async throws -> Int {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = MeshServer(services: [Service()], group: group, logger: Self.logger)
        return try await server.start().port ?? 0
    }

    func measure(_ plan: CallPlan) async throws -> Timing {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let client = client(plan, group)
        let loop = ClosedLoop(plan, on: callsFromLoop ? EventLoopExecutor.shared(for: group.next()) : nil)
        let request = Message(text: plan.text)
        let measurement =
            switch plan.kind {
            case .unary, .hold:
                try await loop.measure { _ = try await client.unary(Self.echo, request) }
            case .stream:
                try await loop.measureStream { received in
                    for try await _ in try await client.serverStreaming(Self.stream, request) {
                        guard try received() else { return }
                    }
                }
            }
        await client.close()
        return measurement
    }

    func hold(_ plan: CallPlan) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        for _ in 0..<plan.count {
            let client = client(plan, group)
            _ = try await client.unary(Self.echo, Message())
            for _ in 0..<plan.outstanding {
                Task { try await client.unary(Self.hold, Message(), options: CallOptions(timeout: .seconds(3600))) }
            }
        }
        try await Task.sleep(for: .seconds(1))
    }

    private func client(_ plan: CallPlan, _ group: MultiThreadedEventLoopGroup) -> MeshClient {
        MeshClient(target: .endpoints(["127.0.0.1:\(plan.port)"]), group: group, logger: Self.logger)
    }
}
