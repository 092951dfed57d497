import Foundation
import IntentPipeline
import Logging
import MeshRuntime
import Testing

@testable import Nlu

@Suite struct ModelUpkeepTests {
    private let counting = CountingSource()
    private let health = HealthRegistry()
    private let past = ContinuousClock.now.advanced(by: .seconds(-1))
    private let future = ContinuousClock.now.advanced(by: .seconds(3_600))

    private func withUpkeep(_ body: (ModelUpkeep) async throws -> Void) async throws {
        let path = NSTemporaryDirectory() + "nlu-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let understander = Understander(
            serving: try TestLesson.served(embeds: false),
            embedder: MessageEmbedder(source: counting.source, cacheSize: 10, pause: .zero)
        )
        let training = NluConfig.Training(
            shippedFolder: path,
            modelFolder: path,
            versionFolder: path + "/versions",
            batchSize: 8,
            batchTimeout: .seconds(1),
            patience: .seconds(30),
            retryInterval: .seconds(1),
            checkInterval: .seconds(60),
            pollInterval: .seconds(1)
        )
        let keeper = ModelKeeper(
            shelf: try TestLesson.shelf(),
            versions: VersionFolder(path: training.versionFolder),
            models: IntentModelFolder(path: path),
            understander: understander,
            source: counting.source,
            batchSize: training.batchSize,
            logger: TestLesson.logger
        )
        let upkeep = ModelUpkeep(keeper: keeper, training: training, health: health, logger: TestLesson.logger)
        upkeep.announceState()
        try await body(upkeep)
    }

    private func embeddingModel(_ upkeep: ModelUpkeep) -> String {
        upkeep.keeper.understander.served.intents.identity.embeddingModel
    }

    private var isReady: Bool { health[ModelUpkeep.healthName] == .serving }

    @Test func whileInferenceIsAwayItWaitsAndThenServesWithoutEmbeddings() async throws {
        try await withUpkeep { upkeep in
            counting.setDown(true)
            #expect(!isReady)
            #expect(await upkeep.attend(patienceEnd: future) == .seconds(1))
            #expect(!isReady)
            #expect(await upkeep.attend(patienceEnd: past) == .seconds(1))
            #expect(isReady)
            #expect(embeddingModel(upkeep).isEmpty)
        }
    }

    @Test func onceInferenceAnswersAModelWithEmbeddingsServesAndIsStored() async throws {
        try await withUpkeep { upkeep in
            #expect(await upkeep.attend(patienceEnd: future) == .seconds(60))
            #expect(isReady)
            #expect(embeddingModel(upkeep) == TestLesson.embeddingModel)
            let stored = upkeep.keeper.models.load(lesson: TestLesson.lesson.identifier) {
                Issue.record("\($0) skipped: \($1)")
            }
            #expect(stored?.identity == upkeep.keeper.understander.served.intents.identity)
        }
    }

    @Test func anotherEmbeddingModelMeansAnotherTraining() async throws {
        try await withUpkeep { upkeep in
            _ = await upkeep.attend(patienceEnd: future)
            counting.setModel("newer-vectors")
            _ = await upkeep.attend(patienceEnd: future)
            #expect(embeddingModel(upkeep) == "newer-vectors")
        }
    }

    @Test func theSecondTrainingEmbedsNothingAnew() async throws {
        try await withUpkeep { upkeep in
            _ = await upkeep.attend(patienceEnd: future)
            upkeep.keeper.understander.serve(try TestLesson.served(embeds: false))
            let asked = counting.asked.count
            _ = await upkeep.attend(patienceEnd: future)
            #expect(counting.asked.count == asked + 1)
            #expect(embeddingModel(upkeep) == TestLesson.embeddingModel)
        }
    }

    @Test(arguments: [0, 8, 40, 200])
    func aDamagedCacheOfEmbeddingsIsAnEmptyOne(length: Int) throws {
        let path = NSTemporaryDirectory() + "nlu-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = EmbeddingFile(path: path)
        try file.write(["你好": TestLesson.vector(of: "你好"), "hi": [1, 2]], model: "m")
        #expect(file.read(model: "m")["hi"] == [1, 2])
        #expect(file.storedModel == "m")
        #expect(file.read(model: "another").isEmpty)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try bytes.prefix(min(length, bytes.count - 1)).write(to: URL(fileURLWithPath: path))
        #expect(file.read(model: "m").isEmpty)
    }
}
