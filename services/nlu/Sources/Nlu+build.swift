import Contracts
import Foundation
import IntentPipeline
import Logging
import MeshRuntime
import ServiceShell
import TextClassification

extension Nlu {
    static func assemble(_ config: NluConfig, _ environment: ServiceEnvironment) async throws -> ServiceAssembly {
        let logger = environment.logger
        let shelf = try shelf(config, environment)
        let models = IntentModelFolder(path: environment.homePath(config.training.modelFolder))
        let versions = VersionFolder(path: environment.homePath(config.training.versionFolder))
        let understander = Understander(
            serving: try await firstModel(shelf, versions: versions, models: models, logger),
            embedder: MessageEmbedder(
                source: .inference(
                    environment.client(of: "inference"),
                    timeout: config.embedding.timeout,
                    timeoutPerText: config.embedding.timeoutPerText
                ),
                cacheSize: config.embedding.cacheSize,
                pause: config.embedding.pause
            ),
            combination: config.combination,
            limits: config.limits
        )
        let keeper = ModelKeeper(
            shelf: shelf,
            versions: versions,
            models: models,
            understander: understander,
            source: .inference(
                environment.client(of: "inference"),
                timeout: config.training.batchTimeout,
                timeoutPerText: .zero
            ),
            batchSize: config.training.batchSize,
            logger: logger
        )
        let upkeep = ModelUpkeep(keeper: keeper, training: config.training, health: environment.health, logger: logger)
        upkeep.announceState()
        return ServiceAssembly(
            services: [
                NluService(
                    understander: understander,
                    teacher: Teacher(keeper: keeper, limits: config.teaching, logger: logger),
                    defaultTimeZone: config.defaultTimeZone
                )
            ],
            background: [upkeep]
        )
    }

    private static func shelf(_ config: NluConfig, _ environment: ServiceEnvironment) throws -> LessonShelf {
        let examples = try IntentExample.readFolder(environment.configPath(config.examplesFolder))
        for conflict in IntentLesson(examples).conflicts {
            environment.logger.warning(
                "one text with two intents",
                metadata: ["nlu.dropped": "\(conflict.dropped)", "nlu.kept": "\(conflict.kept)"]
            )
        }
        let products = try config.catalogueFiles.flatMap {
            try ProductCatalogue.read(environment.configPath($0)).products
        }
        let shippedFolder = try environment.configPath(config.training.shippedFolder)
        return LessonShelf(
            examples: examples,
            shipped: .read(shippedFolder) { reason in
                environment.logger.warning("shipped training not used", metadata: ["nlu.reason": "\(reason)"])
            },
            moods: try .read(environment.configPath(config.moodsFolder)),
            kept: config.keptFile.isEmpty
                ? [] : try IntentExample.readFile(environment.configPath(config.keptFile)),
            slotRules: try SlotRules.read(environment.configPath(config.slotsFile)),
            catalogue: ProductCatalogue(products: products)
        )
    }

    /// The stored model of the version in service, or one trained with the vectors that came, or one on n-grams alone;
    /// training takes some seconds.
    private static func firstModel(
        _ shelf: LessonShelf,
        versions: VersionFolder,
        models: IntentModelFolder,
        _ logger: Logger
    ) async throws -> ServedModel {
        let number = versions.servingNumber
        let record = versions.record(number)
        let lesson = shelf.lesson(with: record?.taught ?? [])
        let stored = models.load(lesson: lesson.identifier) { path, reason in
            logger.warning("model file not used", metadata: ["nlu.path": "\(path)", "nlu.reason": "\(reason)"])
        }
        let model = stored?.identity.embeddingModel ?? shelf.shipped.embeddings?.model ?? ""
        let texts = shelf.texts(for: lesson)
        let vectors = EmbeddingFile(path: models.path + "/examples.embeddings").read(model: model)
            .merging(shelf.shipped.vectors(of: texts, model: model)) { own, _ in own }
        let embeddings = texts.allSatisfy { vectors[$0] != nil } ? EmbeddedTexts(vectors: vectors, model: model) : nil
        logger.info(
            stored == nil ? "training" : "model loaded",
            metadata: [
                "nlu.embedded": "\(embeddings != nil)", "nlu.examples": "\(lesson.examples.count)",
                "nlu.lesson": "\(lesson.identifier)",
            ]
        )
        // On n-grams it serves until there are embeddings, so half of the care for its calibration will do.
        var settings = TrainingSettings()
        settings.foldCount = 2
        return try await WorkQueue(label: "nlu.train").run { [settings] in
            let intents =
                try stored
                ?? lesson.train(embeddings: embeddings, shipped: shelf.shipped, settings: settings) {
                    logger.logTraining($0)
                }
            if stored == nil, intents.usesEmbeddings { ModelKeeper.save(intents, in: models, logger) }
            return ServedModel(
                number: record?.number ?? 0,
                intents: intents,
                moods: try MoodModels(shelf.moods, embeddings: embeddings, shipped: shelf.shipped),
                slots: shelf.slots(with: record?.words ?? [])
            )
        }
    }
}

extension EmbeddingSource {
    /// Vectors by the inference service. Messages and examples are both embedded as queries, since they are compared
    /// with each other.
    static func inference(_ client: MeshClient, timeout: Duration, timeoutPerText: Duration) -> EmbeddingSource {
        let inference = InferenceV1.InferenceClient(client)
        return EmbeddingSource { texts in
            let response = try await inference.embed(
                InferenceV1.EmbedRequest(texts: texts, purpose: .query),
                options: CallOptions(timeout: timeout + timeoutPerText * max(0, texts.count - 1))
            )
            return EmbeddingSource.Answer(vectors: response.embeddings.map(\.values), model: response.model)
        }
    }
}
