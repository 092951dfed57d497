import Foundation
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
            model: try TestLesson.model(embeds: false),
            slotFinder: SlotFinder(
                rules: try SlotRules.read(ServiceFolder.config + "/slots.yaml"),
                catalogue: ProductCatalogue(products: [])
            ),
            embedder: MessageEmbedder(source: counting.source, cacheSize: 10, pause: .zero)
        )
        let training = NluConfig.Training(
            modelFolder: path,
            batchSize: 8,
            batchTimeout: .seconds(1),
            patience: .seconds(30),
            retryInterval: .seconds(1),
            checkInterval: .seconds(60)
        )
        let upkeep = ModelUpkeep(
            lesson: try TestLesson.lesson(),
            folder: IntentModelFolder(path: path),
            understander: understander,
            source: counting.source,
            training: training,
            measurement: nil,
            health: health,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        upkeep.announceState()
        try await body(upkeep)
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
            #expect(upkeep.understander.servedIdentity.embeddingModel.isEmpty)
        }
    }

    @Test func onceInferenceAnswersAModelWithEmbeddingsServesAndIsStored() async throws {
        try await withUpkeep { upkeep in
            #expect(await upkeep.attend(patienceEnd: future) == .seconds(60))
            #expect(isReady)
            #expect(upkeep.understander.servedIdentity.embeddingModel == TestLesson.embeddingModel)
            let stored = upkeep.folder.load(lesson: upkeep.lesson.identifier) { Issue.record("\($0) skipped: \($1)") }
            #expect(stored?.identity == upkeep.understander.servedIdentity)
        }
    }

    @Test func anotherEmbeddingModelMeansAnotherTraining() async throws {
        try await withUpkeep { upkeep in
            _ = await upkeep.attend(patienceEnd: future)
            counting.setModel("newer-vectors")
            _ = await upkeep.attend(patienceEnd: future)
            #expect(upkeep.understander.servedIdentity.embeddingModel == "newer-vectors")
        }
    }

    @Test func theSecondTrainingEmbedsNothingAnew() async throws {
        try await withUpkeep { upkeep in
            _ = await upkeep.attend(patienceEnd: future)
            upkeep.understander.serve(try TestLesson.model(embeds: false))
            let asked = counting.asked.count
            _ = await upkeep.attend(patienceEnd: future)
            #expect(counting.asked.count == asked + 1)
            #expect(upkeep.understander.servedIdentity.embeddingModel == TestLesson.embeddingModel)
        }
    }

    @Test(arguments: [0, 8, 40, 200])
    func aDamagedCacheOfEmbeddingsIsAnEmptyOne(length: Int) throws {
        let path = NSTemporaryDirectory() + "nlu-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = EmbeddingFile(path: path)
        try file.write(["你好": TestLesson.vector(of: "你好"), "hi": [1, 2]], model: "m")
        #expect(file.read(model: "m")["hi"] == [1, 2])
        #expect(file.read(model: "another").isEmpty)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try bytes.prefix(min(length, bytes.count - 1)).write(to: URL(fileURLWithPath: path))
        #expect(file.read(model: "m").isEmpty)
    }
}
