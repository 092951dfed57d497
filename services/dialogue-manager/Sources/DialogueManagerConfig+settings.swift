import ServiceShell

extension DialogueManagerConfig {
    static let settings: [Setting] = peers + storage + turns + writing + desk + policy

    private static let peers: [Setting] = [
        .peer("nlu", port: 7402),
        .peer("order-tracking", port: 7404),
        .peer("recommendation", port: 7405),
        .peer("inference", port: 7403),
        .duration(
            "timeouts.nlu_milliseconds",
            default: .milliseconds(3_000),
            range: .milliseconds(10) ... .seconds(60),
            "longest wait for the understanding of one message"
        ),
        .duration(
            "timeouts.order_tracking_milliseconds",
            default: .milliseconds(3_000),
            range: .milliseconds(10) ... .seconds(60),
            "longest wait for one read of orders, shipments or products"
        ),
        .duration(
            "timeouts.recommendation_milliseconds",
            default: .milliseconds(3_000),
            range: .milliseconds(10) ... .seconds(60),
            "longest wait for one list of recommendations"
        ),
    ]

    private static let storage: [Setting] = [
        .text(
            "database.path",
            default: "dialogue.sqlite",
            length: 1...1_024,
            "SQLite file of conversations, from the home folder unless absolute"
        ),
        .duration(
            "database.busy_timeout_seconds",
            default: .seconds(5),
            range: .zero ... .seconds(60),
            "how long a write waits while another process holds the file"
        ),
        .text(
            "templates.folder",
            default: "templates",
            length: 1...1_024,
            "folder of zh.yaml and en.yaml with the words of every answer, from the config folder unless absolute"
        ),
        .text(
            "flows.folder",
            default: "flows",
            length: 1...1_024,
            "folder of the flows, one YAML file each, from the config folder unless absolute"
        ),
        .text(
            "knowledge.folder",
            default: "knowledge",
            length: 1...1_024,
            "folder of zh.md and en.md with the shop's knowledge, from the config folder unless absolute"
        ),
        .integer(
            "events.page_default",
            default: 200,
            range: 1...1_000,
            "events read at once where a caller names no limit"
        ),
    ]

    private static let turns: [Setting] = [
        .integer(
            "message.text_bytes_max",
            default: 16_384,
            range: 1...1_048_576,
            "longest text of one message in bytes of UTF-8"
        ),
        .integer(
            "turn.waiting_max",
            default: 16,
            range: 0...10_000,
            "messages of one conversation that may wait while one is answered"
        ),
        .integer(
            "turn.conflict_attempts_max",
            default: 5,
            range: 1...100,
            "times a turn is made when another process keeps changing its conversation"
        ),
        .integer("turn.calls_per_goal_max", default: 40, range: 1...200, "calls for one thing that a message asks for"),
        .integer("turn.results_max", default: 50, range: 1...200, "orders or products asked for in one call"),
        .integer(
            "memory.messages_max",
            default: 8,
            range: 0...8,
            "last messages of a conversation that the nlu is told"
        ),
        .integer("memory.question_turns_max", default: 3, range: 1...100, "turns that an open question is remembered"),
    ]

    private static let writing: [Setting] = [
        .choice(
            "wording.writer",
            default: "templates",
            of: Writer.allCases.map(\.rawValue),
            "who words answers that ask nothing and change nothing: templates, the shop's own realiser, or a general model"
        ),
        .duration(
            "timeouts.inference_milliseconds",
            default: .milliseconds(1_500),
            range: .milliseconds(10) ... .seconds(60),
            "longest wait for the wording of one answer, after which the template's words are said"
        ),
    ]

    private static let desk: [Setting] = [
        .integer(
            "desk.conversations_per_agent_max",
            default: 8,
            range: 1...1_000,
            "conversations that one agent may have at once"
        ),
        .integer("desk.queue_max", default: 500, range: 1...100_000, "conversations of the desk listed at once"),
        .duration(
            "desk.silence_max_seconds",
            default: .seconds(300),
            range: .seconds(10) ... .seconds(86_400),
            "how long a human may leave a customer without a word before others may take the conversation"
        ),
        .duration(
            "watch.poll_milliseconds",
            default: .milliseconds(500),
            range: .milliseconds(10) ... .seconds(60),
            "how often watches look for what other processes recorded"
        ),
    ]

    private static let policy: [Setting] = [
        .number(
            "policy.confidence_min",
            default: 0.4,
            range: 0...1,
            "probability below which an intent is not acted on"
        ),
        .number(
            "policy.outside_probability_max",
            default: 0.6,
            range: 0...1,
            "odds of being outside of the shop's matters above which a message is answered so"
        ),
        .integer(
            "policy.clarification_attempts_max",
            default: 2,
            range: 1...10,
            "times that the machine asks again before a human is brought in"
        ),
        .number(
            "policy.valence_min",
            default: -0.8,
            range: -1...1,
            "sentiment below which a human is brought in, from -1 for furious to 1"
        ),
        .number(
            "knowledge.clear_min",
            default: 0.6,
            range: 0...1,
            "likeness to a question of the shop's knowledge from which it is answered"
        ),
        .number(
            "knowledge.near_min",
            default: 0.35,
            range: 0...1,
            "likeness from which the customer is asked whether that is meant"
        ),
        .integer("policy.goals_max", default: 4, range: 1...20, "things asked for in one message that are answered"),
        .integer("policy.options_max", default: 5, range: 1...20, "orders or products listed in one answer"),
        .integer("policy.variants_max", default: 12, range: 1...50, "variants of a product listed in one answer"),
        .integer(
            "policy.checked_orders_max",
            default: 8,
            range: 1...50,
            "orders whose after-sale options are asked for to find those that a request can mean"
        ),
        .integer(
            "policy.digressions_max",
            default: 3,
            range: 1...20,
            "times that a task is taken up again after something else before it is set aside"
        ),
        .choice(
            "shop.language",
            default: "zh",
            of: Language.allCases.map(\.rawValue),
            "language of answers while no message has told one"
        ),
        .text(
            "shop.time_zone",
            default: "Asia/Shanghai",
            length: 1...64,
            "IANA name of the time zone in which dates are told when a message names none"
        ),
    ]
}
