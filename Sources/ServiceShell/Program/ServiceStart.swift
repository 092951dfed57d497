import CoreMetrics
import Foundation
import Logging
import MeshRuntime
import MeshTLS
import NIOPosix

/// Everything known about a process before it opens its first port.
struct ServiceStart<Program: ServiceProgram> {
    let values: SettingValues
    private let folders: ServiceFolders
    private let config: Program.Config
    private let tls: MeshTLS?
    private let clientConfiguration: ClientConfiguration

    init(_ program: Program.Type, command: ServiceCommand, environment: [String: String]) throws {
        let currentFolder = FileManager.default.currentDirectoryPath
        let loader = SettingsLoader(
            service: Program.name,
            settings: ServiceShell.settings(of: program),
            environment: environment,
            startingPoints: [currentFolder, Self.binaryFolder].compactMap { $0 }
        )
        let loaded = try loader.load(command, currentFolder: currentFolder)
        values = loaded.values
        folders = loaded.folders
        config = try Program.Config(loaded.values)
        clientConfiguration = try ClientConfiguration(peerName: Program.name, values: loaded.values)
        tls = try TransportSettings.security(loaded.values, loaded.folders)
    }

    func serve() async throws {
        let logger = bootstrapLogging()
        let metrics = MetricsRegistry(seriesMax: values.integer("metrics.series_max"))
        MetricsSystem.bootstrap(metrics)
        try createHomeFolder()
        let environment = ServiceEnvironment(
            name: Program.name,
            values: values,
            folders: folders,
            logger: logger,
            metrics: metrics,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            health: HealthRegistry(),
            clientConfiguration: clientConfiguration,
            tls: tls
        )
        let process = ServiceProcess(environment: environment, values: values) {
            try await Program.build(config, environment)
        }
        try await process.run()
    }

    private func bootstrapLogging() -> Logger {
        let level = Logger.Level(rawValue: values.text("log.level")) ?? .info
        let format = LogFormat(rawValue: values.text("log.format")) ?? .text
        LoggingSystem.bootstrap(
            { label, provider in
                StructuredLogHandler(
                    service: Program.name,
                    label: label,
                    level: level,
                    format: format,
                    metadataProvider: provider
                )
            },
            metadataProvider: TraceContext.metadataProvider
        )
        return Logger(label: Program.name)
    }

    private func createHomeFolder() throws {
        do {
            try FileManager.default.createDirectory(atPath: folders.home, withIntermediateDirectories: true)
        } catch {
            throw ServiceShellError.folderNotUsable(
                path: folders.home,
                setting: "home.folder",
                reason: FileFailure.reason(error)
            )
        }
    }

    private static var binaryFolder: String? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            .map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
    }
}
