import Contracts
import Foundation
import Logging
import MeshRuntime
import ServiceShell

extension Nlu {
    static func assemble(_ config: NluConfig, _ environment: ServiceEnvironment) async throws -> ServiceAssembly {
        let lesson = try IntentLesson(IntentExample.readFolder(environment.configPath(config.examplesFolder)))
        let slotFinder = try slotFinder(config, environment)
        let folder = IntentModelFolder(path: environment.homePath(config.training.modelFolder))
        let understander = Understander(
            model: try await firstModel(of: lesson, in: folder, environment),
            slotFinder: slotFinder,
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
        let upkeep = ModelUpkeep(
            lesson: lesson,
            folder: folder,
            understander: understander,
            source: .inference(
                environment.client(of: "inference"),
                timeout: config.training.batchTimeout,
                timeoutPerText: .zero
            ),
            training: config.training,
            measurement: try measurement(config, environment),
            health: environment.health,
            logger: environment.logger
        )
        upkeep.announceState()
        return ServiceAssembly(
            services: [NluService(understander: understander, defaultTimeZone: config.defaultTimeZone)],
            background: [upkeep]
        )
    }

    private static func slotFinder(_ config: NluConfig, _ environment: ServiceEnvironment) throws -> SlotFinder {
        let products = try config.catalogueFiles.flatMap {
            try ProductCatalogue.read(environment.configPath($0)).products
        }
        let rules = try SlotRules.read(environment.configPath(config.slotsFile))
        return SlotFinder(rules: rules, catalogue: ProductCatalogue(products: products))
    }

    /// The stored model of the lesson, or one on n-grams alone, which takes a second or two.
    private static func firstModel(
        of lesson: IntentLesson,
        in folder: IntentModelFolder,
        _ environment: ServiceEnvironment
    ) async throws -> IntentModel {
        let logger = environment.logger
        let stored = folder.load(lesson: lesson.identifier) { path, reason in
            logger.warning("model file not used", metadata: ["nlu.path": "\(path)", "nlu.reason": "\(reason)"])
        }
        if let stored {
            logger.info("model loaded", metadata: ["nlu.model": "\(stored.identity.version)"])
            return stored
        }
        logger.info(
            "training on n-grams",
            metadata: ["nlu.examples": "\(lesson.examples.count)", "nlu.lesson": "\(lesson.identifier)"]
        )
        return try await WorkQueue(label: "nlu.train").run {
            try lesson.train(embeddings: nil) { logger.logTraining($0) }
        }
    }

    private static func measurement(
        _ config: NluConfig,
        _ environment: ServiceEnvironment
    ) throws -> HeldOutMeasurement? {
        guard !config.evaluation.file.isEmpty else { return nil }
        let outside = config.evaluation.outsideFile
        return HeldOutMeasurement(
            examples: try IntentExample.readFile(environment.configPath(config.evaluation.file)),
            outside: outside.isEmpty ? [] : try PlainExample.readFile(environment.configPath(outside))
        )
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
            return EmbeddedTexts(vectors: response.embeddings.map(\.values), model: response.model)
        }
    }
}
