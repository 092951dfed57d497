import Foundation
import ServiceShell
import Storage

struct DialogueManagerConfig: ServiceConfig {
    let databasePath: String
    let storage: StorageConfiguration
    let templatesFolder: String
    let flowsFolder: String
    let knowledgeFolder: String
    let timeouts: PeerTimeouts
    let limits: DialogueEngine.Limits
    let waitingTurnsMax: Int
    let turn: TurnSettings
    let policy: PolicySettings
    let desk: Desk.Settings
    /// IANA name, for messages that name none.
    let timeZone: String

    init(_ values: SettingValues) throws {
        databasePath = values.text("database.path")
        storage = StorageConfiguration(busyTimeout: values.duration("database.busy_timeout_seconds"))
        templatesFolder = values.text("templates.folder")
        flowsFolder = values.text("flows.folder")
        knowledgeFolder = values.text("knowledge.folder")
        timeouts = PeerTimeouts(
            nlu: values.duration("timeouts.nlu_milliseconds"),
            orders: values.duration("timeouts.order_tracking_milliseconds"),
            recommendation: values.duration("timeouts.recommendation_milliseconds"),
            inference: values.duration("timeouts.inference_milliseconds")
        )
        limits = DialogueEngine.Limits(
            messageBytesMax: values.integer("message.text_bytes_max"),
            conflictAttemptsMax: values.integer("turn.conflict_attempts_max"),
            eventsPerPageDefault: values.integer("events.page_default")
        )
        waitingTurnsMax = values.integer("turn.waiting_max")
        turn = TurnSettings(
            defaultLanguage: Language(rawValue: values.text("shop.language")) ?? .chinese,
            tracker: TrackerLimits(
                questionTurnsMax: values.integer("memory.question_turns_max"),
                historyMessagesMax: values.integer("memory.messages_max")
            ),
            callsPerGoalMax: values.integer("turn.calls_per_goal_max"),
            resultsMax: values.integer("turn.results_max"),
            writer: Writer(rawValue: values.text("wording.writer")) ?? .templates
        )
        desk = Desk.Settings(
            conversationsPerAgentMax: values.integer("desk.conversations_per_agent_max"),
            textBytesMax: values.integer("message.text_bytes_max"),
            pollInterval: values.duration("watch.poll_milliseconds"),
            queueMax: values.integer("desk.queue_max"),
            silenceMax: values.duration("desk.silence_max_seconds")
        )
        policy = PolicySettings(
            confidenceMin: values.number("policy.confidence_min"),
            outsideProbabilityMax: values.number("policy.outside_probability_max"),
            clarificationAttemptsMax: values.integer("policy.clarification_attempts_max"),
            valenceMin: values.number("policy.valence_min"),
            knowledgeClearMin: values.number("knowledge.clear_min"),
            knowledgeNearMin: values.number("knowledge.near_min"),
            goalsMax: values.integer("policy.goals_max"),
            optionsMax: values.integer("policy.options_max"),
            variantsMax: values.integer("policy.variants_max"),
            checkedOrdersMax: values.integer("policy.checked_orders_max"),
            digressionsMax: values.integer("policy.digressions_max")
        )
        timeZone = values.text("shop.time_zone")
        guard TimeZone(identifier: timeZone) != nil else {
            throw SettingsError([
                .conflict(keys: ["shop.time_zone"], reason: "\"\(timeZone)\" is no IANA name such as Asia/Shanghai")
            ])
        }
    }
}
