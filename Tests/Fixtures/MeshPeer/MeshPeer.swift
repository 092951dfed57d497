import Foundation
import Logging
import MeshContracts
import MeshRuntime
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// A server for fault tests, which kill, stop and restart it:
///
///     MeshPeer [HOST:]PORT echo | fail | slow MILLISECONDS | forward PORT
///
/// Prints the port that it listens on. Drains on SIGTERM, and ends with its standard input, so that it does not outlive
/// the test.
@main struct MeshPeer: MeshService {
    static let serviceName = "test.Peer"
    static let fileDescriptorSet: [UInt8] = []
    static let get = MethodDescriptor<MeshV1.Pair, MeshV1.Pair>(name: "test.Peer/Get", kind: .unary, isIdempotent: true)
    static let logger = Logger(label: "peer", factory: { _ in SwiftLogNoOpLogHandler() })

    let answer: @Sendable (MeshV1.Pair) async throws -> MeshV1.Pair

    func register(on router: inout Router) {
        router.register(Self.get) { request, _ in try await answer(request) }
    }

    init(_ arguments: ArraySlice<String>) throws {
        let number = arguments.dropFirst().first.flatMap { Int($0) } ?? 0
        switch arguments.first {
        case "echo":
            answer = { $0 }
        case "fail":
            answer = { _ in throw CallError(.unavailable, "not today") }
        case "slow":
            answer = { request in
                try await Task.sleep(for: .milliseconds(number))
                return request
            }
        case "forward":
            let client = MeshClient(target: .endpoints(["127.0.0.1:\(number)"]), logger: Self.logger)
            answer = { try await client.unary(Self.get, $0) }
        default:
            throw UnknownBehaviour(text: arguments.joined(separator: " "))
        }
    }

    struct UnknownBehaviour: Error {
        let text: String
    }

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let address = arguments.first?.split(separator: ":") ?? []
        let (host, port) = (address.count > 1 ? String(address[0]) : "127.0.0.1", address.last.flatMap { Int($0) } ?? 0)
        let server = MeshServer(
            services: [try MeshPeer(arguments.dropFirst())],
            configuration: ServerConfiguration(host: host, port: port, name: "peer"),
            group: MultiThreadedEventLoopGroup(numberOfThreads: 1),
            logger: logger
        )
        let bound = try await server.start()
        FileHandle.standardOutput.write(Data("\(bound.port ?? 0)\n".utf8))
        Thread.detachNewThread {
            _ = try? FileHandle.standardInput.readToEnd()
            exit(0)
        }
        let configuration = ServiceGroupConfiguration(
            services: [server],
            gracefulShutdownSignals: [.sigterm],
            logger: logger
        )
        try await ServiceGroup(configuration: configuration).run()
    }
}
