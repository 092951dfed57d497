import DeliveryForecast
import SQLStorage
import ServiceShell
import Storage

struct OrderTrackingConfig: ServiceConfig {
    let database: DatabasePlace
    let hasDemoShop: Bool
    let demoFolder: String
    let pageLimits: PageLimits
    let scannedMax: Int
    let evidence: ShipmentTracker.Evidence
    /// Nil where past parcels of the database shall estimate alone.
    let forecastFile: String?
    let lineBytesMax: Int
    let stagingFolder: String
    let staging: ImportStaging.Limits
    let exportChunkBytes: Int
    let policyFile: String
    let confirmationTime: Duration
    let logistics: LogisticsDesk.Limits
    let watch: ChangeFeed.Limits

    static let settings: [Setting] =
        storageSettings + readSettings + forecastSettings + afterSaleSettings + logisticsSettings + importSettings

    /// Where the shop is kept.
    enum DatabasePlace: Hashable, Sendable {
        /// An SQLite file.
        case file(path: String, StorageConfiguration)
        case server(PostgresConfiguration)
    }

    private static let storageSettings: [Setting] = [
        .text(
            "database.path",
            default: "order-tracking.sqlite",
            length: 1...1_024,
            "SQLite file of the shop, from the home folder unless absolute"
        ),
        .duration(
            "database.busy_timeout_seconds",
            default: .seconds(5),
            range: .zero ... .seconds(60),
            "how long a write waits while another process writes"
        ),
        .integer("database.readers_max", default: 4, range: 1...64, "reads of the file that run at the same time"),
        .text(
            "database.url",
            default: "",
            length: 0...1_024,
            "postgres:// address of a PostgreSQL database, as libpq reads it; empty keeps the shop in the file"
        ).secret,
        .integer("database.connections_max", default: 8, range: 1...256, "connections to the PostgreSQL server"),
        .duration(
            "database.connect_timeout_seconds",
            default: .seconds(5),
            range: .seconds(1) ... .seconds(300),
            "how long the PostgreSQL server is tried while it is away"
        ),
        .duration(
            "database.statement_timeout_seconds",
            default: .seconds(30),
            range: .seconds(1) ... .seconds(3_600),
            "how long one statement may take on the PostgreSQL server"
        ),
        .flag("shop.demo", default: true, "import the demo shop into an empty database, dated as if it ended today")
            .shared(as: "XIAOER_SHOP_DEMO"),
        .text(
            "demo.folder",
            default: "demo-shop",
            length: 1...1_024,
            "folder of the demo shop, from the config folder"
        ),
    ]

    private static let readSettings: [Setting] = [
        .integer("page.size_default", default: 20, range: 1...200, "rows of a page where the caller names no size"),
        .integer("page.size_max", default: 200, range: 1...200, "most rows of a page"),
        .integer(
            "page.scanned_max",
            default: 500,
            range: 1...10_000,
            "orders looked through for one page of a search by product text"
        ),
        .integer(
            "estimate.parcels_min",
            default: 5,
            range: 1...1_000,
            "past parcels without which no delivery is estimated"
        ),
        .integer(
            "estimate.parcels_max",
            default: 200,
            range: 1...10_000,
            "latest past parcels that an estimate rests on"
        ),
    ]

    private static let forecastSettings: [Setting] = [
        .text(
            "estimate.model",
            default: DeliveryForecastFile.name,
            length: 0...1_024,
            "file of `xiaoer train delivery`, from the config folder unless absolute; empty estimates from the "
                + "database's past parcels alone"
        )
    ]

    private static let afterSaleSettings: [Setting] = [
        .text(
            "aftersale.policy",
            default: "policy.yaml",
            length: 1...1_024,
            "YAML file of the shop's after-sale rules, from the config folder unless absolute"
        ),
        .duration(
            "aftersale.confirmation_seconds",
            default: .seconds(900),
            range: .seconds(1) ... .seconds(86_400),
            "how long a prepared action can be confirmed"
        ),
    ]

    private static let logisticsSettings: [Setting] = [
        .duration(
            "logistics.silent_seconds",
            default: .seconds(172_800),
            range: .seconds(3600) ... .seconds(2_592_000),
            "a parcel under way that was not scanned for so long counts as delayed"
        ),
        .integer("logistics.records_max", default: 1000, range: 1...1000, "carriers' events of one call"),
        .integer(
            "logistics.unmatched_max",
            default: 100_000,
            range: 0...10_000_000,
            "carriers' events kept for parcels that are not known yet"
        ),
        .duration(
            "logistics.ahead_seconds",
            default: .seconds(86_400),
            range: .zero ... .seconds(604_800),
            "how far a carrier's clock may be ahead"
        ),
        .integer("watch.watchers_max", default: 1000, range: 1...100_000, "watches of orders at the same time"),
        .integer("watch.page_size", default: 100, range: 1...1000, "changes that a watch reads at once"),
        .duration(
            "watch.poll_seconds",
            default: .seconds(2),
            range: .milliseconds(100) ... .seconds(3600),
            "how often a watch looks for changes that another process wrote"
        ),
    ]

    private static let importSettings: [Setting] = [
        .integer(
            "import.line_bytes_max",
            default: 262_143,
            range: 1_024...262_143,
            "longest line of an import file in bytes, without its line end; an export's chunk holds it whole"
        ),
        .text(
            "import.staging_folder",
            default: "staging",
            length: 1...1_024,
            "folder of uploads, from the home folder"
        ),
        .integer("import.chunk_bytes_max", default: 1_048_576, range: 1_024...4_194_304, "largest chunk in bytes"),
        .integer(
            "import.upload_bytes_max",
            default: 8_589_934_592,
            range: 1_024...1_099_511_627_776,
            "largest upload in bytes"
        ),
        .integer("import.uploads_max", default: 8, range: 1...1_000, "uploads under way at once"),
        .duration(
            "import.upload_age_seconds",
            default: .seconds(86_400),
            range: .seconds(60) ... .seconds(2_592_000),
            "an upload that got no chunk for so long is removed"
        ),
        .integer("export.chunk_bytes", default: 262_144, range: 1_024...262_144, "bytes of one chunk of an export"),
    ]

    init(_ values: SettingValues) throws {
        database = try Self.database(values)
        hasDemoShop = values.flag("shop.demo")
        demoFolder = values.text("demo.folder")
        pageLimits = PageLimits(
            sizeDefault: values.integer("page.size_default"),
            sizeMax: values.integer("page.size_max")
        )
        scannedMax = values.integer("page.scanned_max")
        evidence = ShipmentTracker.Evidence(
            countMin: values.integer("estimate.parcels_min"),
            countMax: values.integer("estimate.parcels_max"),
            silentMax: values.duration("logistics.silent_seconds")
        )
        let forecastFile = values.text("estimate.model")
        self.forecastFile = forecastFile.isEmpty ? nil : forecastFile
        lineBytesMax = values.integer("import.line_bytes_max")
        stagingFolder = values.text("import.staging_folder")
        staging = ImportStaging.Limits(
            chunkBytesMax: values.integer("import.chunk_bytes_max"),
            uploadBytesMax: values.integer("import.upload_bytes_max"),
            uploadsMax: values.integer("import.uploads_max"),
            age: values.duration("import.upload_age_seconds")
        )
        exportChunkBytes = values.integer("export.chunk_bytes")
        policyFile = values.text("aftersale.policy")
        confirmationTime = values.duration("aftersale.confirmation_seconds")
        logistics = LogisticsDesk.Limits(
            recordsMax: values.integer("logistics.records_max"),
            unmatchedMax: values.integer("logistics.unmatched_max"),
            aheadMax: values.duration("logistics.ahead_seconds")
        )
        watch = ChangeFeed.Limits(
            watchersMax: values.integer("watch.watchers_max"),
            pageSize: values.integer("watch.page_size"),
            pollInterval: values.duration("watch.poll_seconds")
        )
    }

    private static func database(_ values: SettingValues) throws -> DatabasePlace {
        let url = values.text("database.url")
        let busyTimeout = values.duration("database.busy_timeout_seconds")
        guard !url.isEmpty else {
            return .file(
                path: values.text("database.path"),
                StorageConfiguration(busyTimeout: busyTimeout, readersMax: values.integer("database.readers_max"))
            )
        }
        guard PostgresConfiguration.isURL(url) else {
            throw SettingsError([
                .conflict(
                    keys: ["database.url"],
                    reason: "it must be like postgres://user@host/database, or empty for the file of database.path"
                )
            ])
        }
        return .server(
            PostgresConfiguration(
                url: url,
                connectionsMax: values.integer("database.connections_max"),
                connectTimeout: values.duration("database.connect_timeout_seconds"),
                statementTimeout: values.duration("database.statement_timeout_seconds"),
                lockTimeout: busyTimeout
            )
        )
    }
}
