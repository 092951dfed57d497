import DeliveryForecast
import Foundation
import Logging
import MeshRuntime
import SQLStorage
import ServiceLifecycle
import ServiceShell
import Storage

extension OrderTracking {
    static func assemble(
        _ config: OrderTrackingConfig,
        _ environment: ServiceEnvironment
    ) async throws -> ServiceAssembly {
        let policy = try ShopPolicy.load(path: environment.configPath(config.policyFile))
        let file = try database(config, environment)
        let now: @Sendable () -> Timestamp = {
            Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        }
        let afterSalePolicy = AfterSalePolicy(shop: policy)
        let changes = ChangeSignal()
        let importer = ShopImporter(
            file: file,
            lineBytesMax: config.lineBytesMax,
            policy: afterSalePolicy,
            now: now
        )
        if config.hasDemoShop {
            let folder = try environment.configPath(config.demoFolder)
            if let summary = try await DemoShop(folder: folder, importer: importer).importIfEmpty(now: now()) {
                environment.logger.info("demo shop imported", metadata: ["order_tracking.orders": "\(summary.orders)"])
            }
        }
        let service = OrderTrackingService(
            customers: CustomerDirectory(file: file),
            orders: OrderBook(file: file, pageLimits: config.pageLimits, scannedMax: config.scannedMax),
            shipments: ShipmentTracker(
                file: file,
                evidence: config.evidence,
                forecaster: try config.forecastFile.map {
                    forecaster(path: try environment.configPath($0), logger: environment.logger)
                } ?? nil,
                now: now
            ),
            catalogue: Catalogue(file: file, pageLimits: config.pageLimits),
            afterSale: AfterSaleDesk(
                file: file,
                policy: afterSalePolicy,
                settings: .init(confirmationTime: config.confirmationTime, pageLimits: config.pageLimits),
                changes: changes,
                now: now
            ),
            logistics: LogisticsDesk(
                file: file,
                policy: afterSalePolicy,
                limits: config.logistics,
                changes: changes,
                now: now
            ),
            changes: ChangeFeed(file: file, signal: changes, limits: config.watch),
            transfer: ShopTransfer(
                file: file,
                importer: importer,
                staging: ImportStaging(
                    folder: environment.homePath(config.stagingFolder),
                    limits: config.staging,
                    now: now
                ),
                exportChunkBytes: config.exportChunkBytes,
                changes: changes
            )
        )
        let logger = environment.logger
        return ServiceAssembly(
            services: [service],
            background: [WatchEnd(health: environment.health, signal: changes)],
            shutdown: {
                do {
                    try file.close()
                } catch {
                    logger.error("not closed cleanly", metadata: ["order_tracking.error": "\(error)"])
                }
            }
        )
    }

    private static func database(
        _ config: OrderTrackingConfig,
        _ environment: ServiceEnvironment
    ) throws -> any DatabaseStore {
        switch config.database {
        case .file(let path, let configuration):
            try SQLiteStore(
                path: environment.homePath(path),
                schema: OrdersSchema.schema,
                configuration: configuration
            )
        case .server(let configuration):
            try PostgresStore(schema: OrdersSchema.schema, configuration: configuration)
        }
    }

    /// A model that cannot be used costs precision, not the service: it says so and estimates from past parcels.
    static func forecaster(path: String, logger: Logger) -> DeliveryForecaster? {
        do {
            let forecaster = try DeliveryForecastFile.read(path)
            logger.info(
                "delivery forecast loaded",
                metadata: ["order_tracking.parcels": "\(forecaster.parcelCount)"]
            )
            return forecaster
        } catch {
            logger.warning(
                "no delivery forecast; past parcels of the database estimate alone",
                metadata: ["order_tracking.reason": "\(error)"]
            )
            return nil
        }
    }
}

/// Watches never end by themselves, so they end when the service starts to stop, before the server waits for its calls.
private struct WatchEnd: Service {
    let health: HealthRegistry
    let signal: ChangeSignal

    func run() async throws {
        for await _ in health.changes() where health.overall == .notServing {
            signal.close()
            break
        }
        try? await gracefulShutdown()
    }
}
