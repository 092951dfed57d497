import MeshContracts
import MeshRuntime
import ProtobufReflection
import ServiceShell

/// What one server says that it serves.
struct ServedContract: Sendable {
    /// The process, or its address where it was given.
    let server: String
    let address: String
    let pool: SchemaPool
    private let served: Set<String>

    /// Sorted by name; without those every server has, unless asked for.
    func services(includingRuntime: Bool) -> [ServiceSchema] {
        pool.services.filter { service in
            served.contains(service.fullName) && (includingRuntime || !service.fullName.hasPrefix("mesh.v1."))
        }
    }

    static func fetch(from server: String, at address: String) async throws -> ServedContract {
        try await withClient(ConnectionOptions.client(at: address)) { client in
            let reflection = MeshV1.ReflectionClient(client)
            let answer = try await reflection.getDescriptors(MeshV1.GetDescriptorsRequest())
            return ServedContract(
                server: server,
                address: address,
                pool: try SchemaPool(fileDescriptorSet: answer.fileDescriptorSet),
                served: Set(answer.services)
            )
        }
    }
}

/// What is served here, by one address or by all processes of the mesh.
struct MeshCatalogue: Sendable {
    let contracts: [ServedContract]

    /// A process that does not answer is left out, unless it is the only one asked.
    static func fetch(_ connection: ConnectionOptions) async throws -> MeshCatalogue {
        if let address = connection.address {
            return MeshCatalogue(contracts: [try await ServedContract.fetch(from: address, at: address)])
        }
        let home = connection.home.value
        let files = MeshMember.allCases.compactMap { member in home.runningFile(of: member).map { (member, $0.address) }
        }
        guard !files.isEmpty else { throw MeshError.notUp(home: home.folder) }
        var contracts: [ServedContract] = []
        for (member, address) in files {
            do {
                contracts.append(try await ServedContract.fetch(from: member.name, at: address))
            } catch {
                Console.note("xiaoer: \(member.name) at \(address) does not tell what it serves: \(error)")
            }
        }
        return MeshCatalogue(contracts: contracts)
    }

    /// The service meant, and who serves it.
    func service(_ name: String) throws -> (ServedContract, ServiceSchema) {
        let all = contracts.flatMap { $0.services(includingRuntime: contracts.count == 1 || name.hasPrefix("mesh.")) }
        let service = try MethodName.service(name, among: Self.withoutRepeats(all))
        let servers = contracts.filter {
            $0.services(includingRuntime: true).contains { $0.fullName == service.fullName }
        }
        guard let server = servers.first else { throw MethodNameError.unknownService(name, known: []) }
        return (server, service)
    }

    private static func withoutRepeats(_ services: [ServiceSchema]) -> [ServiceSchema] {
        var seen: Set<String> = []
        return services.filter { seen.insert($0.fullName).inserted }
    }
}
