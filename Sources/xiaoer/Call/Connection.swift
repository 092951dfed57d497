import ArgumentParser
import Foundation
import Logging
import MeshRuntime
import ServiceShell

/// How a command reaches a service and who it says it is.
struct ConnectionOptions: ParsableArguments {
    @OptionGroup
    var home: HomeOptions

    @Option(
        help: ArgumentHelp("Address of the service; that of the running mesh unless given.", valueName: "host:port")
    )
    var address: String?

    /// The address given, else that in the run file of `member`.
    func address(of member: String) throws -> String {
        if let address { return address }
        guard let known = MeshMember(rawValue: member) else {
            throw MeshError.memberNotRunning(member, home: home.value.folder)
        }
        guard let file = home.value.runningFile(of: known) else {
            throw MeshError.memberNotRunning(member, home: home.value.folder)
        }
        return file.address
    }

    func client(of member: String, token: String = "", readyTimeout: Duration = .seconds(3)) throws -> MeshClient {
        Self.client(at: try address(of: member), token: token, readyTimeout: readyTimeout)
    }

    static func client(at address: String, token: String = "", readyTimeout: Duration = .seconds(3)) -> MeshClient {
        var configuration = ClientConfiguration(peerName: "xiaoer", token: token)
        configuration.readyTimeout = readyTimeout
        return MeshClient(
            target: .endpoints([address]),
            configuration: configuration,
            logger: Logger(label: "xiaoer", factory: { _ in SwiftLogNoOpLogHandler() })
        )
    }
}

/// Runs `body` with a client and closes it however that ends.
func withClient<Result: Sendable>(
    _ client: MeshClient,
    _ body: (MeshClient) async throws -> Result
) async throws -> Result {
    do {
        let result = try await body(client)
        await client.close()
        return result
    } catch {
        await client.close()
        throw error
    }
}
