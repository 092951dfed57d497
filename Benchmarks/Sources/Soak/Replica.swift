import Contracts
import Foundation
import Logging
import MeshRuntime
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The server that the scenarios stop, kill and starve, in a process of its own.
enum Replica {
    typealias Message = NluV1.UnderstandRequest

    static let echo = MethodDescriptor<Message, Message>(name: "soak.Echo/Echo", kind: .unary, isIdempotent: true)
    /// Sends the request's text for ever.
    static let stream = MethodDescriptor<Message, Message>(name: "soak.Echo/Repeat", kind: .serverStreaming)
    /// Holds the processor for as many microseconds as `nowUnixMs` says.
    static let work = MethodDescriptor<Message, Message>(name: "soak.Echo/Work", kind: .unary)
    static let unavailable = MethodDescriptor<Message, Message>(
        name: "soak.Echo/Unavailable",
        kind: .unary,
        isIdempotent: true
    )
    static let logger = Logger(label: "soak", factory: { _ in SwiftLogNoOpLogHandler() })

    struct Service: MeshService {
        static let serviceName = "soak.Echo"
        static let fileDescriptorSet: [UInt8] = []

        func register(on router: inout Router) {
            router.register(Replica.echo) { request, _ in request }
            router.register(Replica.stream) { request, responses, _ in
                while true { try await responses.write(request) }
            }
            // As a service's heavy work, it does not run on the event loop, but waits for a thread.
            let pool = BlockingPool(threadCount: 1)
            router.register(Replica.work) { request, _ in
                try await pool.run {
                    let end = ContinuousClock.now + .microseconds(request.nowUnixMs)
                    while ContinuousClock.now < end {}
                }
                return Message()
            }
            router.register(Replica.unavailable) { _, _ in throw CallError(.unavailable, "not today") }
        }
    }

    /// Serves on a port until SIGTERM, which drains.
    static func serve(_ arguments: ArraySlice<String>) async throws {
        guard let port = arguments.first.flatMap({ Int($0) }) else {
            throw SoakError.badArgument(arguments.joined(separator: " "))
        }
        var configuration = ServerConfiguration(port: port, name: "soak")
        configuration.admission = .adaptive
        let server = MeshServer(
            services: [Service()],
            configuration: configuration,
            group: MultiThreadedEventLoopGroup(numberOfThreads: 1),
            logger: logger
        )
        let address = try await server.start()
        Console.write("\(address.port ?? 0)")
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [server],
                gracefulShutdownSignals: [.sigterm],
                logger: logger
            )
        )
        try await group.run()
    }

    static func client(_ ports: [Int]) -> MeshClient {
        MeshClient(
            target: .endpoints(ports.map { "127.0.0.1:\($0)" }),
            configuration: ClientConfiguration(peerName: "soak"),
            group: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
    }
}

/// A replica's process, which ends with it.
final class ReplicaProcess: Sendable {
    let port: Int
    private let process: Mutex<Process>

    /// On a free port.
    init() throws {
        let (process, port) = try Self.start(port: 0)
        self.process = Mutex(process)
        self.port = port
    }

    deinit { stop() }

    private static func start(port: Int) throws -> (Process, port: Int) {
        let process = Process()
        process.executableURL = URL(
            filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        )
        process.arguments = ["replica", "\(port)"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
        guard let bound = Int(String(decoding: line, as: UTF8.self)) else {
            throw SoakError.processEnded("the replica on port \(port)")
        }
        return (process, bound)
    }

    /// Starts another process on the same port, once the one before has ended.
    func start() throws {
        let (next, _) = try Self.start(port: port)
        process.withLock { $0 = next }
    }

    private var processID: Int32 { process.withLock { $0.processIdentifier } }

    func signal(_ number: Int32) {
        kill(processID, number)
    }

    /// Waits for the process to end, which it was told to.
    func wait() {
        process.withLock { $0.waitUntilExit() }
    }

    func stop() {
        guard process.withLock({ $0.isRunning }) else { return }
        signal(SIGCONT)
        signal(SIGKILL)
        wait()
    }

    func restart() throws {
        signal(SIGTERM)
        wait()
        try start()
    }

    /// In bytes, without what is shared with other programs.
    func residentMemory() throws -> Int {
        try ProcessMemory.resident(processID)
    }
}

enum ProcessMemory {
    /// A process's own resident memory in bytes.
    static func resident(_ processID: Int32) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        guard let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) else {
            throw SoakError.unreadable("the memory of process \(processID)")
        }
        return kibibytes * 1024
    }
}
