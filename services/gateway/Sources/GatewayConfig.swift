import ServiceShell

struct GatewayConfig: ServiceConfig {
    let keyFile: String
    let createsKeyFile: Bool
    let textBytesMax: Int
    let turnTimeout: Duration
    let rate: TokenBucket.Rate
    let rateSubjectsMax: Int
    let subscriptionsPerCustomerMax: Int
    let subscriptionsMax: Int
    let noticesRememberedMax: Int
    let turn: EventRelay.Limits
    let subscription: EventRelay.Limits

    static let settings: [Setting] = [
        .peer("dialogue-manager", port: 7401),
        .text(
            "token.key_file",
            default: "gateway.key",
            length: 1...1_024,
            "file of the keys that sign access tokens, from the home folder unless absolute; the first line's key signs"
        ).shared(as: "XIAOER_TOKEN_KEY_FILE"),
        .flag(
            "token.create_key_file",
            default: true,
            "make a key file with a fresh key where there is none; switch it off where keys are handed out"
        ),
        .integer(
            "message.text_bytes_max",
            default: 16_384,
            range: 1...1_048_576,
            "longest text of one message in bytes"
        ),
        .duration(
            "message.turn_timeout_seconds",
            default: .seconds(60),
            range: .seconds(1) ... .seconds(600),
            "longest wait for the answer to one message, which may be worded by a language model"
        ),
        .integer("rate.calls_max", default: 20, range: 1...100_000, "calls that one customer may make at once"),
        .duration(
            "rate.interval_milliseconds",
            default: .milliseconds(500),
            range: .milliseconds(1) ... .seconds(3_600),
            "time in which one more call is allowed"
        ),
        .integer(
            "rate.customers_max",
            default: 100_000,
            range: 1...10_000_000,
            "customers whose rate is kept at once; further ones wait"
        ),
        .integer(
            "subscriptions.customer_max",
            default: 8,
            range: 1...1_000,
            "subscriptions that one customer may hold open"
        ),
        .integer("subscriptions.all_max", default: 10_000, range: 1...1_000_000, "subscriptions open in all"),
        .integer(
            "notices.remembered_max",
            default: 100_000,
            range: 1...10_000_000,
            "notices that are remembered, so that none is shown twice"
        ),
        .integer(
            "retry.turn_attempts_max",
            default: 5,
            range: 1...100,
            "attempts for one message while dialogue-manager restarts; beyond it the client is asked to try again"
        ),
        .integer(
            "retry.subscription_attempts_max",
            default: 20,
            range: 1...1_000,
            "attempts in a row to resume a subscription while dialogue-manager restarts"
        ),
        .duration(
            "retry.first_wait_milliseconds",
            default: .milliseconds(100),
            range: .milliseconds(1) ... .seconds(60),
            "pause before the second attempt; each further one is twice as long"
        ),
        .duration(
            "retry.longest_wait_milliseconds",
            default: .seconds(2),
            range: .milliseconds(1) ... .seconds(60),
            "longest pause between two attempts"
        ),
    ]

    init(_ values: SettingValues) throws {
        keyFile = values.text("token.key_file")
        createsKeyFile = values.flag("token.create_key_file")
        textBytesMax = values.integer("message.text_bytes_max")
        turnTimeout = values.duration("message.turn_timeout_seconds")
        rate = TokenBucket.Rate(
            capacity: values.integer("rate.calls_max"),
            interval: values.duration("rate.interval_milliseconds")
        )
        rateSubjectsMax = values.integer("rate.customers_max")
        subscriptionsPerCustomerMax = values.integer("subscriptions.customer_max")
        subscriptionsMax = values.integer("subscriptions.all_max")
        noticesRememberedMax = values.integer("notices.remembered_max")
        guard subscriptionsMax >= subscriptionsPerCustomerMax else {
            throw SettingsError([
                .conflict(
                    keys: ["subscriptions.all_max", "subscriptions.customer_max"],
                    reason: "all must be at least as many as one customer's"
                )
            ])
        }
        func limits(_ attempts: String) -> EventRelay.Limits {
            EventRelay.Limits(
                attemptsMax: values.integer(attempts),
                firstWait: values.duration("retry.first_wait_milliseconds"),
                longestWait: values.duration("retry.longest_wait_milliseconds")
            )
        }
        turn = limits("retry.turn_attempts_max")
        subscription = limits("retry.subscription_attempts_max")
    }
}
