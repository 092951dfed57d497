import Logging
import MeshRuntime
import ServiceLifecycle
import TextClassification

/// Sees to it that the best model serves: trains with embeddings as soon as inference can be asked, and again when
/// inference changes its embedding model.
///
/// Meanwhile the service answers from n-grams. It counts as not ready until it has a model with embeddings or patience
/// has run out.
struct ModelUpkeep: Service {
    /// The part of the service's health that this decides.
    static let healthName = "nlu.model"

    let lesson: IntentLesson
    let folder: IntentModelFolder
    let understander: Understander
    let source: EmbeddingSource
    let training: NluConfig.Training
    let measurement: HeldOutMeasurement?
    let health: HealthRegistry
    let logger: Logger
    private let work = WorkQueue(label: "nlu.train")

    init(
        lesson: IntentLesson,
        folder: IntentModelFolder,
        understander: Understander,
        source: EmbeddingSource,
        training: NluConfig.Training,
        measurement: HeldOutMeasurement?,
        health: HealthRegistry,
        logger: Logger
    ) {
        self.lesson = lesson
        self.folder = folder
        self.understander = understander
        self.source = source
        self.training = training
        self.measurement = measurement
        self.health = health
        self.logger = logger
    }

    /// Says before the port opens whether the service is ready with the model it starts with.
    func announceState() {
        let isReady = !understander.servedIdentity.embeddingModel.isEmpty || training.patience == .zero
        health.set(Self.healthName, isReady ? .serving : .notServing)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            let patienceEnd = ContinuousClock.now.advanced(by: training.patience)
            var isMeasured = measurement == nil
            while !Task.isCancelled {
                let pause = await attend(patienceEnd: patienceEnd)
                if !isMeasured, !understander.servedIdentity.embeddingModel.isEmpty {
                    isMeasured = true
                    await measure()
                }
                // Only a cancellation ends a sleep early, and the loop's condition sees it.
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// One look at inference; returns how long to wait before the next.
    func attend(patienceEnd: ContinuousClock.Instant) async -> Duration {
        do {
            let probe = try await source.embed([lesson.texts[0]])
            if probe.model != understander.servedIdentity.embeddingModel {
                try await trainWithEmbeddings(of: probe.model)
            }
            health.set(Self.healthName, .serving)
            return training.checkInterval
        } catch {
            logger.debug("inference not asked", metadata: ["nlu.error": "\(error)"])
            if ContinuousClock.now >= patienceEnd { giveUpWaiting() }
            return training.retryInterval
        }
    }

    private func giveUpWaiting() {
        health.set(Self.healthName, .serving)
        logger.debug("serving without embeddings", metadata: ["nlu.model": "\(understander.servedIdentity.version)"])
    }

    private func trainWithEmbeddings(of embeddingModel: String) async throws {
        let embeddings = try await embedLesson(model: embeddingModel)
        let model = try await work.run { [lesson, logger] in
            try lesson.train(embeddings: embeddings) { logger.logTraining($0) }
        }
        do {
            try folder.save(model)
        } catch {
            logger.error("model not stored", metadata: ["nlu.path": "\(folder.path)", "nlu.error": "\(error)"])
        }
        understander.serve(model)
        logger.notice("model trained", metadata: ["nlu.model": "\(model.identity.version)"])
    }

    /// Vectors of all examples; only those that the cache lacks are asked for.
    private func embedLesson(model: String) async throws -> EmbeddedTexts {
        var vectors = embeddingFile.read(model: model)
        let missing = lesson.texts.filter { vectors[$0] == nil }
        logger.info(
            "embedding examples",
            metadata: ["nlu.examples": "\(lesson.texts.count)", "nlu.uncached": "\(missing.count)"]
        )
        let answer = try await source.embedAll(missing, batchSize: training.batchSize)
        guard answer.model == model || missing.isEmpty else {
            throw NluError.unusableEmbeddings(reason: "the model changed from \(model) to \(answer.model) meanwhile")
        }
        for (text, vector) in zip(missing, answer.vectors) { vectors[text] = vector }
        let lessonVectors = lesson.texts.compactMap { vectors[$0] }
        do {
            try embeddingFile.write(
                Dictionary(zip(lesson.texts, lessonVectors), uniquingKeysWith: { first, _ in first }),
                model: model
            )
        } catch {
            logger.error(
                "embeddings not stored",
                metadata: ["nlu.path": "\(embeddingFile.path)", "nlu.error": "\(error)"]
            )
        }
        return EmbeddedTexts(vectors: lessonVectors, model: model)
    }

    private var embeddingFile: EmbeddingFile { EmbeddingFile(path: folder.path + "/examples.embeddings") }

    private func measure() async {
        guard let measurement else { return }
        do {
            for line in try await measurement.measure(lesson: lesson, source: source, batchSize: training.batchSize) {
                logger.notice("measured", metadata: line.metadata)
            }
        } catch {
            logger.error("held-out examples not measured", metadata: ["nlu.error": "\(error)"])
        }
    }
}

extension Logger {
    func logTraining(_ progress: TrainingProgress) {
        switch progress {
        case .foldDone(let features, let fold, let count):
            debug("fold fitted", metadata: ["nlu.features": "\(features.name)", "nlu.fold": "\(fold)/\(count)"])
        case .formDone(let features, let accuracy, let calibrationError, let temperature):
            info(
                "form fitted",
                metadata: [
                    "nlu.features": "\(features.name)",
                    "nlu.cross_validated_accuracy": "\(accuracy.rounded(toPlaces: 4))",
                    "nlu.calibration_error": "\(calibrationError.rounded(toPlaces: 4))",
                    "nlu.temperature": "\(Double(temperature).rounded(toPlaces: 4))",
                ]
            )
        }
    }
}

extension FeatureSet {
    var name: String {
        switch self {
        case .ngrams: "n-grams"
        case .embedding: "embedding"
        default: "n-grams+embedding"
        }
    }
}

extension Double {
    func rounded(toPlaces places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        return (self * scale).rounded() / scale
    }
}
