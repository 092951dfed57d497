package import MeshRuntime
package import ServiceLifecycle

/// What a service says about itself; everything else of a process is the shell's.
///
/// A service's `@main` type conforms to this, and its whole `main` is the one given here.
package protocol ServiceProgram: SendableMetatype {
    associatedtype Config: ServiceConfig

    /// Kebab-case, the same in folder, binary, log and metric: `order-tracking`.
    static var name: String { get }
    /// One sentence for `--help`.
    static var purpose: String { get }
    /// The default of `server.port`; the admin port is 100 above.
    static var defaultPort: Int { get }

    /// Builds the parts. The admin port answers while this runs, and `/readyz` says no until it is done.
    static func build(_ config: Config, _ environment: ServiceEnvironment) async throws -> ServiceAssembly
}

extension ServiceProgram {
    /// Concurrent, since the compiler takes no `main` that runs on its caller's executor for a program's entry.
    @concurrent package static func main() async {
        await ServiceShell.main(Self.self)
    }
}

/// A service's own settings as typed values.
package protocol ServiceConfig: Sendable {
    static var settings: [Setting] { get }

    /// Throws `SettingsError` with `SettingProblem.conflict` where settings are wrong only together.
    init(_ values: SettingValues) throws
}

/// The parts of a running service.
package struct ServiceAssembly: Sendable {
    /// Served on the RPC port, next to health, reflection and introspection.
    package var services: [any MeshService]
    /// Around every call, outermost first.
    package var interceptors: [any ServerInterceptor]
    /// Run beside the server and stop after it.
    package var background: [any Service]
    /// Called last, when no call is in progress any more.
    package var shutdown: @Sendable () async -> Void

    package init(
        services: [any MeshService],
        interceptors: [any ServerInterceptor] = [],
        background: [any Service] = [],
        shutdown: @escaping @Sendable () async -> Void = {}
    ) {
        self.services = services
        self.interceptors = interceptors
        self.background = background
        self.shutdown = shutdown
    }
}
