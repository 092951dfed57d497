import Contracts
import Logging
import MeshRuntime
import NIOCore
import NIOPosix

/// The echo over the mesh. Any contract's message will do: this one is a text.
enum MeshEcho {
    typealias Message = NluV1.UnderstandRequest

    static let method = MethodDescriptor<Message, Message>(name: "benchmark.Echo/Echo", kind: .unary)
    static let logger = Logger(label: "benchmark", factory: { _ in SwiftLogNoOpLogHandler() })

    struct Service: MeshService {
        static let serviceName = "benchmark.Echo"
        static let fileDescriptorSet: [UInt8] = []

        func register(on router: inout Router) {
            router.register(MeshEcho.method) { request, _ in request }
        }
    }

    static func serve() async throws -> Int {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = MeshServer(services: [Service()], group: group, logger: logger)
        return try await server.start().port ?? 0
    }

    static func measure(_ plan: CallPlan, isOnLoop: Bool) async throws -> Measurement {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let client = MeshClient(target: .endpoints(["127.0.0.1:\(plan.port)"]), group: group, logger: logger)
        let executor = isOnLoop ? EventLoopExecutor.shared(for: group.next()) : nil
        _ = try await run(client, executor, plan, seconds: plan.seconds / 4)
        let start = try ClockReading(serverProcessID: plan.serverProcessID)
        let latencies = try await run(client, executor, plan, seconds: plan.seconds)
        let end = try ClockReading(serverProcessID: plan.serverProcessID)
        await client.close()
        return Measurement(from: start, to: end, latencies: latencies)
    }

    private static func run(
        _ client: MeshClient,
        _ executor: EventLoopExecutor?,
        _ plan: CallPlan,
        seconds: Double
    ) async throws -> [UInt64] {
        let end = ClockReading.now + UInt64(seconds * 1e9)
        // A text of so many bytes, with its tag and its length.
        let request = Message(text: String(repeating: "x", count: CallPlan.payloadByteCount - 2))
        return try await withThrowingTaskGroup(of: [UInt64].self) { callers in
            for _ in 0..<plan.outstanding {
                callers.addTask(executorPreference: executor) {
                    var latencies: [UInt64] = []
                    var now = ClockReading.now
                    while now < end {
                        _ = try await client.unary(method, request)
                        let after = ClockReading.now
                        latencies.append(after - now)
                        now = after
                    }
                    return latencies
                }
            }
            return try await callers.reduce(into: []) { $0 += $1 }
        }
    }
}
