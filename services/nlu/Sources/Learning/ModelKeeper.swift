import IntentPipeline
import Logging
import TextClassification

/// Makes models and puts them into service: of the version that the folder names, of a candidate, and anew when inference
/// changes its embedding model.
struct ModelKeeper: Sendable {
    let shelf: LessonShelf
    let versions: VersionFolder
    let models: IntentModelFolder
    let understander: Understander
    let source: EmbeddingSource
    let batchSize: Int
    let logger: Logger
    private let work = WorkQueue(label: "nlu.train")

    init(
        shelf: LessonShelf,
        versions: VersionFolder,
        models: IntentModelFolder,
        understander: Understander,
        source: EmbeddingSource,
        batchSize: Int,
        logger: Logger
    ) {
        self.shelf = shelf
        self.versions = versions
        self.models = models
        self.understander = understander
        self.source = source
        self.batchSize = batchSize
        self.logger = logger
    }

    /// Models that are kept on disk beside the one in service, so that going back takes no training.
    static let modelsKept = 3
    /// Three parts calibrate thousands of examples as well as five, in two thirds of the time.
    private static let foldCount = 3

    /// Serves the version that the folder names, if another one serves now.
    ///
    /// - Parameter embeddingModel: what the model must read; nil takes what serves now.
    func follow(embeddingModel: String? = nil) async throws {
        let number = versions.servingNumber
        let served = understander.served
        let wanted = embeddingModel ?? served.intents.identity.embeddingModel
        guard number != served.number || wanted != served.intents.identity.embeddingModel else { return }
        let record = versions.record(number)
        if record == nil, number != 0 {
            logger.error("version not found", metadata: ["nlu.path": "\(versions.path)", "nlu.number": "\(number)"])
        }
        let lesson = shelf.lesson(with: record?.taught ?? [])
        let embeddings = try await embeddings(for: lesson, model: wanted)
        let stored = models.load(lesson: lesson.identifier) { path, reason in
            logger.warning("model file not used", metadata: ["nlu.path": "\(path)", "nlu.reason": "\(reason)"])
        }
        let model = try await work.run { [logger, models, shelf] in
            if let stored, stored.identity.embeddingModel == wanted { return stored }
            var settings = TrainingSettings()
            settings.foldCount = Self.foldCount
            let model = try lesson.train(embeddings: embeddings, shipped: shelf.shipped, settings: settings) {
                logger.logTraining($0)
            }
            if !wanted.isEmpty { Self.save(model, in: models, logger) }
            logger.notice(
                "model trained",
                metadata: ["nlu.model": "\(model.identity.version)", "nlu.examples": "\(lesson.examples.count)"]
            )
            return model
        }
        try await serve(model, number: number, words: record?.words ?? [], embeddings: embeddings)
    }

    /// Puts a model into service together with the moods' and the taught words.
    func serve(_ model: IntentModel, number: Int, words: [TaughtWord], embeddings: EmbeddedTexts?) async throws {
        let slots = shelf.slots(with: words)
        let moods = try await work.run { [shelf] in
            try MoodModels(shelf.moods, embeddings: embeddings, shipped: shelf.shipped)
        }
        understander.serve(ServedModel(number: number, intents: model, moods: moods, slots: slots))
        logger.info(
            "model serves",
            metadata: ["nlu.model": "\(model.identity.version)", "nlu.number": "\(number)"]
        )
    }

    /// Fits a candidate beside the running model, which goes on answering.
    func candidate(_ lesson: IntentLesson, embeddings: EmbeddedTexts?) async throws -> IntentModel {
        let calibration = understander.served.intents.classifier.calibration
        return try await work.run { try lesson.train(embeddings: embeddings, calibration: calibration) }
    }

    /// Vectors for a lesson by a model; nil for no model.
    func embeddings(for lesson: IntentLesson, model: String) async throws -> EmbeddedTexts? {
        guard !model.isEmpty else { return nil }
        let file = EmbeddingFile(path: models.path + "/examples.embeddings")
        return try await file.complete(
            shelf.texts(for: lesson),
            model: model,
            known: shelf.shipped.vectors(of: shelf.texts(for: lesson), model: model),
            source: source,
            batchSize: batchSize,
            forgetsOthers: true,
            unwritable: { error in
                logger.error(
                    "embeddings not stored",
                    metadata: ["nlu.path": "\(file.path)", "nlu.error": "\(error)"]
                )
            }
        )
    }

    func store(_ model: IntentModel) { Self.save(model, in: models, logger) }

    static func save(_ model: IntentModel, in folder: IntentModelFolder, _ logger: Logger) {
        do {
            try folder.save(model, keeping: modelsKept)
        } catch {
            logger.error("model not stored", metadata: ["nlu.path": "\(folder.path)", "nlu.error": "\(error)"])
        }
    }
}
