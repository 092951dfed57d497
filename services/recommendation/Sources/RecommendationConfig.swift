import ServiceShell
import Storage

struct RecommendationConfig: ServiceConfig {
    let databasePath: String
    let storage: StorageConfiguration
    let hasDemoShop: Bool
    let counting: CountingRules
    let ranking: RankingRules
    let rankingThreads: Int

    static let settings: [Setting] = [
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
    }
}
