import DeliveryForecast
import ServiceShell
import Storage

struct OrderTrackingConfig: ServiceConfig {
    let databasePath: String
    let storage: StorageConfiguration
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

    static let settings: [Setting] =
        storageSettings + readSettings + forecastSettings + afterSaleSettings + importSettings

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
            "how long a write waits while another process holds the file"
        ),
        .integer("database.readers_max", default: 4, range: 1...64, "reads that run at the same time"),
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
        databasePath = values.text("database.path")
        storage = StorageConfiguration(
            busyTimeout: values.duration("database.busy_timeout_seconds"),
            readersMax: values.integer("database.readers_max")
        )
        hasDemoShop = values.flag("shop.demo")
        demoFolder = values.text("demo.folder")
        pageLimits = PageLimits(
            sizeDefault: values.integer("page.size_default"),
            sizeMax: values.integer("page.size_max")
        )
        scannedMax = values.integer("page.scanned_max")
        evidence = ShipmentTracker.Evidence(
            countMin: values.integer("estimate.parcels_min"),
            countMax: values.integer("estimate.parcels_max")
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
    }
}
