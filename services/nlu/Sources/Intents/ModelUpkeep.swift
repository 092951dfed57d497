import IntentPipeline
import Logging
import MeshRuntime
import ServiceLifecycle
import TextClassification

/// Sees to it that the best model serves: trains with embeddings as soon as inference can be asked, again when inference
/// changes its embedding model, and follows what other replicas were taught.
///
/// Meanwhile the service answers from n-grams. It counts as not ready until it has a model with embeddings or patience
/// has run out.
struct ModelUpkeep: Service {
    /// The part of the service's health that this decides.
    static let healthName = "nlu.model"

    let keeper: ModelKeeper
    let training: NluConfig.Training
    let health: HealthRegistry
    let logger: Logger

    private var servedEmbeddingModel: String { keeper.understander.served.intents.identity.embeddingModel }

    /// Says before the port opens whether the service is ready with the model it starts with.
    func announceState() {
        let isReady = !servedEmbeddingModel.isEmpty || training.patience == .zero
        health.set(Self.healthName, isReady ? .serving : .notServing)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            let patienceEnd = ContinuousClock.now.advanced(by: training.patience)
            var nextLook = ContinuousClock.now
            while !Task.isCancelled {
                if ContinuousClock.now >= nextLook {
                    nextLook = ContinuousClock.now.advanced(by: await attend(patienceEnd: patienceEnd))
                } else {
                    await followOthers()
                }
                // Only a cancellation ends a sleep early, and the loop's condition sees it.
                try? await Task.sleep(for: min(training.pollInterval, ContinuousClock.now.duration(to: nextLook)))
            }
        }
    }

    /// Serves what another replica was taught, if anything.
    func followOthers() async {
        do {
            try await keeper.follow()
        } catch {
            logger.warning("version not followed", metadata: ["nlu.error": "\(error)"])
        }
    }

    /// One look at inference; returns how long to wait before the next.
    func attend(patienceEnd: ContinuousClock.Instant) async -> Duration {
        do {
            let probe = try await keeper.source.embed([Self.probeText])
            try await keeper.follow(embeddingModel: probe.model)
            health.set(Self.healthName, .serving)
            return training.checkInterval
        } catch {
            logger.debug("inference not asked", metadata: ["nlu.error": "\(error)"])
            if ContinuousClock.now >= patienceEnd { giveUpWaiting() }
            return training.retryInterval
        }
    }

    private static let probeText = "你好"

    private func giveUpWaiting() {
        health.set(Self.healthName, .serving)
        logger.debug(
            "serving without embeddings",
            metadata: ["nlu.model": "\(keeper.understander.served.intents.identity.version)"]
        )
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

extension Double {
    func rounded(toPlaces places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        return (self * scale).rounded() / scale
    }
}
