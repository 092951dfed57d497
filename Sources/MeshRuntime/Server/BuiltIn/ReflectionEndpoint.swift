import MeshContracts
import NIOCore

/// Serves `mesh.v1.Reflection`: the contracts of all that a server serves.
struct ReflectionEndpoint: MeshV1.ReflectionService {
    private let response: MeshV1.GetDescriptorsResponse

    init(services: [any MeshService.Type]) {
        response = MeshV1.GetDescriptorsResponse(
            services: services.map { $0.serviceName }.sorted(),
            fileDescriptorSet: DescriptorSets.merge(services.map { $0.fileDescriptorSet })
        )
    }

    func getDescriptors(
        _ request: MeshV1.GetDescriptorsRequest,
        context: CallContext
    ) async throws -> MeshV1.GetDescriptorsResponse {
        response
    }
}

/// Serialized `google.protobuf.FileDescriptorSet`s, which are nothing but repeated files in field 1.
enum DescriptorSets {
    /// One set with each file once. Every set has a file's imports before it, so the first occurrences do too.
    static func merge(_ sets: [[UInt8]]) -> [UInt8] {
        var names: Set<String> = []
        var merged = ByteBuffer()
        for set in sets {
            for file in files(in: set) {
                guard let name = fileName(file), names.insert(name).inserted else { continue }
                merged.writeField(1, file)
            }
        }
        return Array(merged.readableBytesView)
    }

    private static func files(in set: [UInt8]) -> [[UInt8]] {
        fields(of: set).filter { $0.number == 1 }.map(\.bytes)
    }

    private static func fileName(_ file: [UInt8]) -> String? {
        fields(of: file).first { $0.number == 1 }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// The length-delimited fields of a message that this build of the program carries itself.
    private static func fields(of message: [UInt8]) -> [(number: UInt64, bytes: [UInt8])] {
        var fields: [(number: UInt64, bytes: [UInt8])] = []
        do throws(MalformedFrame) {
            try ByteBuffer(bytes: message).readFields { (number, value) throws(MalformedFrame) in
                if case .bytes(let bytes) = value { fields.append((number, Array(bytes))) }
            }
        } catch {
            preconditionFailure("generated code must carry a readable FileDescriptorSet")
        }
        return fields
    }
}
