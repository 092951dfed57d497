import Foundation
import ServiceShell

struct NluConfig: ServiceConfig {
    let limits: Understander.Limits
    let combination: IntentCombination
    let embedding: Embedding
    let training: Training
    let examplesFolder: String
    let slotsFile: String
    let catalogueFiles: [String]
    let defaultTimeZone: TimeZone
    let moodsFolder: String
    let keptFile: String
    let teaching: Teacher.Limits

    struct Embedding: Sendable, Hashable {
        var timeout: Duration
        var timeoutPerText: Duration
        var pause: Duration
        var cacheSize: Int
    }

    struct Training: Sendable, Hashable {
        var shippedFolder: String
        var modelFolder: String
        var versionFolder: String
        var batchSize: Int
        var batchTimeout: Duration
        var patience: Duration
        var retryInterval: Duration
        var checkInterval: Duration
        var pollInterval: Duration
    }

    static let settings: [Setting] =
        [.peer("inference", port: 7403)] + textSettings + embeddingSettings + trainingSettings
        + teachingSettings + dataSettings

    init(_ values: SettingValues) throws {
        limits = Understander.Limits(
            textBytesMax: values.integer("text.bytes_max"),
            batchMax: values.integer("text.batch_max"),
            partsMax: values.integer("intents.parts_max")
        )
        combination = IntentCombination(
            partConfidenceMin: values.number("intents.part_confidence_min"),
            sentenceConfidenceMin: values.number("intents.sentence_confidence_min"),
            wholeProbabilityMin: values.number("intents.whole_probability_min"),
            outsideMax: values.number("intents.part_outside_max")
        )
        embedding = Embedding(
            timeout: values.duration("embedding.timeout_milliseconds"),
            timeoutPerText: values.duration("embedding.timeout_per_text_milliseconds"),
            pause: values.duration("embedding.pause_milliseconds"),
            cacheSize: values.integer("embedding.cache_texts")
        )
        training = Training(
            shippedFolder: values.text("training.shipped_folder"),
            modelFolder: values.text("training.model_folder"),
            versionFolder: values.text("teaching.version_folder"),
            batchSize: values.integer("training.batch_texts"),
            batchTimeout: values.duration("training.batch_timeout_seconds"),
            patience: values.duration("training.patience_seconds"),
            retryInterval: values.duration("training.retry_milliseconds"),
            checkInterval: values.duration("training.check_seconds"),
            pollInterval: values.duration("teaching.poll_milliseconds")
        )
        examplesFolder = values.text("training.examples_folder")
        slotsFile = values.text("slots.file")
        catalogueFiles = values.list("catalogue.files")
        moodsFolder = values.text("training.moods_folder")
        keptFile = values.text("teaching.kept_file")
        teaching = Teacher.Limits(
            examplesMax: values.integer("teaching.examples_max"),
            versionsMax: values.integer("teaching.versions_max"),
            margins: ShadowTrial.Margins(
                overall: values.number("teaching.margin"),
                intent: values.number("teaching.intent_margin")
            ),
            textBytesMax: values.integer("text.bytes_max")
        )
        let zone = values.text("time.default_zone")
        guard let timeZone = TimeZone(identifier: zone) else {
            throw SettingsError([
                .conflict(keys: ["time.default_zone"], reason: "\(NluError.unknownTimeZone(zone))")
            ])
        }
        defaultTimeZone = timeZone
    }
}

extension NluConfig {
    private static let textSettings: [Setting] = [
        .integer(
            "text.bytes_max",
            default: 16_384,
            range: 64...1_048_576,
            "UTF-8 bytes of a message; a longer one is refused with INVALID_ARGUMENT"
        ),
        .integer("text.batch_max", default: 256, range: 1...4_096, "messages of one UnderstandBatch call"),
        .text("time.default_zone", default: "Asia/Shanghai", "IANA time zone of customers who send none"),
        .integer(
            "intents.parts_max",
            default: 6,
            range: 1...64,
            "parts of a message that are read by themselves, to find several intents"
        ),
        .number(
            "intents.part_confidence_min",
            default: 0.55,
            range: 0...1,
            "a part of a message names an intent of its own from this confidence on"
        ),
        .number(
            "intents.sentence_confidence_min",
            default: 0.4,
            range: 0...1,
            "the same for a part that is a whole sentence"
        ),
        .number(
            "intents.whole_probability_min",
            default: 0.06,
            range: 0...1,
            "and only if the whole message gives that intent at least this probability, or a word announces it"
        ),
        .number(
            "intents.part_outside_max",
            default: 0.5,
            range: 0...1,
            "a part more probably outside of what was taught names no intent of its own"
        ),
    ]

    private static let embeddingSettings: [Setting] = [
        .duration(
            "embedding.timeout_milliseconds",
            default: .milliseconds(800),
            range: .milliseconds(1) ... .seconds(30),
            "how long a message waits for its embedding before n-grams answer alone"
        ),
        .duration(
            "embedding.timeout_per_text_milliseconds",
            default: .milliseconds(20),
            range: .zero ... .seconds(10),
            "added to that for every text of a batch or part of a message beyond the first"
        ),
        .duration(
            "embedding.pause_milliseconds",
            default: .seconds(2),
            range: .zero ... .seconds(600),
            "after a failure, how long inference is not asked"
        ),
        .integer("embedding.cache_texts", default: 4_000, range: 2...1_000_000, "recent texts whose embedding is kept"),
    ]

    private static let trainingSettings: [Setting] = [
        .text(
            "training.examples_folder",
            default: "examples",
            length: 1...1_024,
            "folder of the intents' example files, from the config folder unless absolute"
        ),
        .text(
            "training.moods_folder",
            default: "moods",
            length: 1...1_024,
            "folder of the moods' example files, from the config folder unless absolute"
        ),
        .text(
            "training.shipped_folder",
            default: "trained",
            length: 1...1_024,
            "folder of what `xiaoer train shipped` made of them, from the config folder unless absolute"
        ),
        .text(
            "training.model_folder",
            default: "nlu",
            length: 1...1_024,
            "folder of trained models, from the home folder unless absolute"
        ),
        .integer("training.batch_texts", default: 64, range: 1...256, "examples embedded in one call"),
        .duration(
            "training.batch_timeout_seconds",
            default: .seconds(60),
            range: .seconds(1) ... .seconds(3_600),
            "how long one such call may take"
        ),
        .duration(
            "training.patience_seconds",
            default: .seconds(30),
            range: .zero ... .seconds(3_600),
            "without a model with embeddings, how long the service counts as not ready while inference cannot be reached"
        ),
        .duration(
            "training.retry_milliseconds",
            default: .seconds(1),
            range: .milliseconds(10) ... .seconds(600),
            "pause between attempts to reach inference while there is no model with embeddings"
        ),
        .duration(
            "training.check_seconds",
            default: .seconds(30),
            range: .seconds(1) ... .seconds(86_400),
            "how often it is checked that inference still runs the embedding model that was trained with"
        ),
    ]

    private static let teachingSettings: [Setting] = [
        .text(
            "teaching.version_folder",
            default: "nlu/versions",
            length: 1...1_024,
            "folder of what was taught, from the home folder unless absolute; replicas that share it serve the same"
        ),
        .duration(
            "teaching.poll_milliseconds",
            default: .seconds(1),
            range: .milliseconds(50) ... .seconds(600),
            "how often it is looked there for what other replicas were taught"
        ),
        .text(
            "teaching.kept_file",
            default: "held-out.jsonl",
            "examples that are never trained on, to hold a lesson against, from the config folder unless absolute"
        ),
        .number(
            "teaching.margin",
            default: 0.01,
            range: 0...1,
            "a lesson is refused when the share of kept examples read right falls by more than this"
        ),
        .number(
            "teaching.intent_margin",
            default: 0.15,
            range: 0...1,
            "the same for any one intent, if two of its examples or more are lost"
        ),
        .integer("teaching.examples_max", default: 1_000, range: 1...100_000, "examples of one Teach call"),
        .integer("teaching.versions_max", default: 100, range: 2...10_000, "lessons that are remembered"),
    ]

    private static let dataSettings: [Setting] = [
        .text(
            "slots.file",
            default: "slots.yaml",
            length: 1...1_024,
            "formats and words of slots, from the config folder unless absolute"
        ),
        .list(
            "catalogue.files",
            default: ["products.jsonl"],
            "shop files whose products customers may mention, from the config folder unless absolute"
        ),
    ]
}
