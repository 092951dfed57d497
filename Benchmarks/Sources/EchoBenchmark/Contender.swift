import BenchmarkEnds
import Foundation

/// Whose echo is measured.
enum Contender: String, CaseIterable {
    case epoll
    case nio
    case mesh
    case meshElsewhere = "mesh-elsewhere"
    case grpcAsync = "grpc-async"
    case grpcCallback = "grpc-callback"
    case grpcSwift = "grpc-swift"
    case grpcSwiftCoalescing = "grpc-swift-coalescing"

    var title: String {
        switch self {
        case .epoll: "epoll echo in C"
        case .nio: "bare NIO echo"
        case .mesh: "mesh"
        case .meshElsewhere: "mesh, other thread"
        case .grpcAsync: "gRPC C++, async"
        case .grpcCallback: "gRPC C++, callback"
        case .grpcSwift: "grpc-swift-2"
        case .grpcSwiftCoalescing: "grpc-swift-2, coalescing"
        }
    }

    /// The program that is either end, and its first arguments with `serve` or `call`.
    func command(_ role: String) throws -> [String] {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let environment = ProcessInfo.processInfo.environment
        let c = environment["BENCHMARK_C_PROGRAMS"] ?? ""
        let grpcSwift = environment["BENCHMARK_GRPC_SWIFT"] ?? ""
        return switch self {
        case .epoll: ["\(c)/epoll_echo", role]
        case .nio, .mesh, .meshElsewhere: [own, role, rawValue]
        case .grpcAsync: ["\(c)/grpc_async", role]
        case .grpcCallback: ["\(c)/grpc_callback", role]
        case .grpcSwift, .grpcSwiftCoalescing: [grpcSwift, role, rawValue]
        }
    }

    /// The program that measures this contender's protobuf.
    var codecCommand: [String] {
        get throws {
            let program = try command("codec")[0]
            let isC = self == .grpcAsync
            return [isC ? program.replacing("grpc_async", with: "codec") : program]
        }
    }

    func serves(_ kind: CallPlan.Kind) -> Bool {
        switch (self, kind) {
        case (.nio, .stream), (.epoll, .hold), (.grpcAsync, .hold), (.meshElsewhere, .hold),
            (.grpcSwiftCoalescing, .hold):
            false
        default: true
        }
    }

    /// Whether its programs are there; grpc-swift-2 may be left out, as it takes long to build.
    var isBuilt: Bool {
        guard let program = try? command("serve").first else { return false }
        return FileManager.default.isExecutableFile(atPath: program)
    }
}
