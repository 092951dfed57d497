import ServiceShell
import Storage

struct RecommendationConfig: ServiceConfig {
    let databasePath: String
    let storage: StorageConfiguration
    let hasDemoShop: Bool
    let counting: CountingRules
    let ranking: RankingRules
    let rankingThreads: Int
    let caches: BehaviourStore.CacheLimits
    let retention: RetentionRules
    let rulesFile: String
    let models: ModelConfig
    let catalogue: CatalogueConfig
    let notices: NoticeConfig

    struct ModelConfig: Hashable, Sendable {
        let folder: String
        let versionsMax: Int
        let trainingThreads: Int
    }

    struct CatalogueConfig: Hashable, Sendable {
        let interval: Duration
        let retry: Duration
        let timeout: Duration
        let productsMax: Int
        let embeddingTimeout: Duration
        let intentTimeout: Duration
    }

    struct NoticeConfig: Hashable, Sendable {
        let interval: Duration
        let timeout: Duration
        let batchMax: Int
        let rules: ContactRules
        let quietHours: QuietHours
        let keyFile: String
    }

    static let settings: [Setting] = behaviourSettings + rankingSettings + modelSettings + noticeSettings

    private static let behaviourSettings: [Setting] = [
        .text(
            "database.path",
            default: "recommendation.sqlite",
            length: 1...1_024,
            "SQLite file of events and counts, from the home folder unless absolute"
        ),
        .duration(
            "database.busy_timeout_seconds",
            default: .seconds(5),
            range: .zero ... .seconds(60),
            "how long a write waits while another process holds the file"
        ),
        .flag(
            "shop.demo",
            default: true,
            "import the demo shop's events at the first start, shifted so that they end today"
        ).shared(as: "XIAOER_SHOP_DEMO"),
        .integer(
            "counting.window_days",
            default: 30,
            range: 1...365,
            "products that a customer turned to within so many days go together; a change counts all anew at the start"
        ),
        .integer(
            "counting.customer_events_max",
            default: 200,
            range: 2...2_000,
            "latest events of one customer that count; a change counts all anew at the start"
        ),
        .integer(
            "retention.days",
            default: 730,
            range: 0...36_500,
            "events older than so many days are forgotten, but for what customers asked for; 0 keeps all"
        ),
        .duration(
            "retention.interval_minutes",
            default: .seconds(3_600),
            range: .seconds(60) ... .seconds(86_400),
            "how often old events are looked for"
        ),
        .integer(
            "cache.customers_max",
            default: 10_000,
            range: 2...10_000_000,
            "customers whose state is kept in memory, each some 20 KiB at most"
        ),
        .integer(
            "cache.products_max",
            default: 10_000,
            range: 2...10_000_000,
            "products whose neighbours are kept in memory, each some 30 KiB at most"
        ),
    ]

    private static let rankingSettings: [Setting] = [
        .integer(
            "ranking.bought_days",
            default: 90,
            range: 0...3_650,
            "products bought within so many days are not recommended to their buyer"
        ),
        .integer("ranking.popular_days", default: 30, range: 1...365, "days that popularity looks at"),
        .number(
            "ranking.popular_half_life_days",
            default: 7,
            range: 0.1...365,
            "days after which a purchase counts half for popularity"
        ),
        .duration(
            "ranking.popular_age_max_seconds",
            default: .seconds(30),
            range: .zero ... .seconds(3_600),
            "popularity is computed again when it is this old"
        ),
        .integer(
            "ranking.customers_min",
            default: 2,
            range: 1...1_000,
            "customers that must stand behind a count before it is told"
        ),
        .integer("ranking.threads", default: 2, range: 1...64, "threads that rank, beside the event loops"),
        .text(
            "ranking.rules_file",
            default: "business-rules.yaml",
            length: 1...1_024,
            "the shop's exclusions and boosts, from the service's config folder unless absolute"
        ),
        .duration(
            "ranking.intent_timeout_milliseconds",
            default: .milliseconds(200),
            range: .milliseconds(1) ... .seconds(10),
            "longest wait for the vector of what a customer asks for; without it the answer leaves it aside"
        ),
    ]

    private static let modelSettings: [Setting] = [
        .peer("order-tracking", port: 7404),
        .peer("inference", port: 7403),
        .peer("gateway", port: 7400),
        .text(
            "models.folder",
            default: "recommendation-models",
            length: 1...1_024,
            "folder of trained versions, from the home folder unless absolute"
        ),
        .integer("models.versions_max", default: 5, range: 1...100, "trained versions that are kept on disk"),
        .integer("models.training_threads", default: 2, range: 1...64, "threads that train, beside serving"),
        .duration(
            "catalogue.interval_seconds",
            default: .seconds(60),
            range: .seconds(1) ... .seconds(86_400),
            "how often prices, stock and new products are read from order-tracking"
        ),
        .duration(
            "catalogue.retry_seconds",
            default: .seconds(5),
            range: .seconds(1) ... .seconds(3_600),
            "how soon they are read again after a failure"
        ),
        .duration(
            "catalogue.timeout_milliseconds",
            default: .seconds(5),
            range: .milliseconds(1) ... .seconds(60),
            "longest wait for one page of products"
        ),
        .integer(
            "catalogue.products_max",
            default: 200_000,
            range: 1...10_000_000,
            "products that are read; vectors take 1.5 KiB of memory each"
        ),
        .duration(
            "catalogue.embedding_timeout_seconds",
            default: .seconds(30),
            range: .seconds(1) ... .seconds(600),
            "longest wait for the vectors of 16 new products"
        ),
    ]

    private static let noticeSettings: [Setting] = [
        .duration(
            "notices.interval_seconds",
            default: .seconds(2),
            range: .milliseconds(100) ... .seconds(3_600),
            "how often the outbox is looked at"
        ),
        .duration(
            "notices.timeout_milliseconds",
            default: .seconds(2),
            range: .milliseconds(1) ... .seconds(60),
            "longest wait for the gateway"
        ),
        .integer("notices.batch_max", default: 200, range: 1...10_000, "notices looked at in one go"),
        .integer("notices.per_day_max", default: 1, range: 1...100, "notices that one customer gets in 24 hours"),
        .integer("notices.per_week_max", default: 3, range: 1...700, "notices that one customer gets in 7 days"),
        .duration(
            "notices.retry_seconds",
            default: .seconds(5),
            range: .seconds(1) ... .seconds(3_600),
            "when somebody who is not connected, or complains, is looked at again"
        ),
        .integer(
            "notices.quiet_from_minutes",
            default: 1_320,
            range: 0...1_439,
            "start of the quiet hours of customers who set none, in local minutes after midnight"
        ),
        .integer(
            "notices.quiet_until_minutes",
            default: 480,
            range: 0...1_439,
            "their end; equal to the start for none"
        ),
        .integer(
            "notices.utc_offset_minutes",
            default: 480,
            range: -720...840,
            "the customers' clock, in minutes ahead of UTC"
        ),
        .text(
            "token.key_file",
            default: "gateway.key",
            length: 1...1_024,
            "file of the keys that the gateway verifies tokens with, from the home folder unless absolute"
        ).shared(as: "XIAOER_TOKEN_KEY_FILE"),
    ]

    init(_ values: SettingValues) throws {
        databasePath = values.text("database.path")
        storage = StorageConfiguration(busyTimeout: values.duration("database.busy_timeout_seconds"))
        hasDemoShop = values.flag("shop.demo")
        counting = CountingRules(
            windowDays: values.integer("counting.window_days"),
            eventsOfCustomerMax: values.integer("counting.customer_events_max")
        )
        var ranking = RankingRules()
        ranking.boughtDays = values.integer("ranking.bought_days")
        ranking.popularDays = values.integer("ranking.popular_days")
        ranking.popularHalfLifeDays = values.number("ranking.popular_half_life_days")
        let ageMax = values.duration("ranking.popular_age_max_seconds")
        ranking.popularAgeMaxMilliseconds = Int64(ageMax / .milliseconds(1))
        ranking.customersMin = values.integer("ranking.customers_min")
        self.ranking = ranking
        rankingThreads = values.integer("ranking.threads")
        var caches = BehaviourStore.CacheLimits()
        caches.customersMax = values.integer("cache.customers_max")
        caches.productsMax = values.integer("cache.products_max")
        self.caches = caches
        retention = RetentionRules(
            days: values.integer("retention.days"),
            interval: values.duration("retention.interval_minutes")
        )
        rulesFile = values.text("ranking.rules_file")
        models = ModelConfig(
            folder: values.text("models.folder"),
            versionsMax: values.integer("models.versions_max"),
            trainingThreads: values.integer("models.training_threads")
        )
        catalogue = CatalogueConfig(
            interval: values.duration("catalogue.interval_seconds"),
            retry: values.duration("catalogue.retry_seconds"),
            timeout: values.duration("catalogue.timeout_milliseconds"),
            productsMax: values.integer("catalogue.products_max"),
            embeddingTimeout: values.duration("catalogue.embedding_timeout_seconds"),
            intentTimeout: values.duration("ranking.intent_timeout_milliseconds")
        )
        notices = NoticeConfig(values)
    }
}

extension RecommendationConfig.NoticeConfig {
    init(_ values: SettingValues) {
        interval = values.duration("notices.interval_seconds")
        timeout = values.duration("notices.timeout_milliseconds")
        batchMax = values.integer("notices.batch_max")
        rules = ContactRules(
            perDayMax: values.integer("notices.per_day_max"),
            perWeekMax: values.integer("notices.per_week_max"),
            utcOffsetMinutes: values.integer("notices.utc_offset_minutes"),
            retryMilliseconds: Int64(values.duration("notices.retry_seconds") / .milliseconds(1))
        )
        quietHours = QuietHours(
            from: values.integer("notices.quiet_from_minutes"),
            until: values.integer("notices.quiet_until_minutes")
        )
        keyFile = values.text("token.key_file")
    }
}
