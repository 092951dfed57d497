import Foundation
import Testing

@testable import ItemRecommendation

@Suite struct RecommenderFolderTests {
    private func withFolder(_ body: (RecommenderFolder) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "version-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        try body(RecommenderFolder(path: url.path))
    }

    @Test func loadedIsWhatWasSaved() throws {
        let sequences = Small.sequences()
        let recommender = try ItemRecommender(fitting: sequences, settings: Small.settings())
        let summary = RecommenderSummary(
            of: recommender,
            fittedOn: sequences,
            version: "20260131-174500",
            createdUnixMilliseconds: 1_769_881_500_000
        )
        try withFolder { folder in
            try folder.save(recommender, summary)
            #expect(try folder.summary() == summary)
            #expect(try folder.recommender() == recommender)
        }
    }

    @Test func folderWithoutASummaryIsNoVersion() throws {
        try withFolder { folder in
            let summary = try folder.summary()
            #expect(summary == nil)
        }
    }

    @Test func damagedSummaryIsAnError() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
            try Data("{".utf8).write(to: URL(filePath: folder.path + "/summary.json"))
            #expect(throws: ItemRecommendationError.self) { try folder.summary() }
        }
    }

    @Test func versionsAreNamedByTheirTime() {
        #expect(RecommenderFolder.version(at: Date(timeIntervalSince1970: 1_769_881_505)) == "20260131-174505")
    }

    /// The estimate that a version carries is near what holding out the last items measures.
    @Test func expectedHitRateIsNearTheMeasuredOne() throws {
        let histories = Small.shop().droppingLast(1)
        let choice = try ItemRecommender(fitting: histories, settings: Small.settings()).rankerChoice
        let report = try RecommendationEvaluation.run(Small.shop(), settings: Small.settings())
        let measured = report.models.last?.metrics.hitRate["10"] ?? 0
        #expect(abs(choice.expectedHitRate - measured) < 0.12)
        #expect(choice.expectedGain > 0)
    }
}
