import ArgumentParser
import Foundation
import ItemRecommendation
import Testing

@testable import XiaoerTool

@Suite struct EvaluateRecommendTests {
    private static let report = Result {
        var synthetic = SyntheticInteractions()
        synthetic.users = 120
        synthetic.items = 40
        synthetic.themes = 4
        var settings = RecommenderSettings()
        settings.embeddingDimension = 16
        return try RecommendationEvaluation.run(synthetic.sequences(), settings: settings)
    }

    @Test func reportNamesTheMeasuresOfEveryModel() throws {
        let report = try Self.report.get()
        let lines = report.lines
        #expect(lines.contains { $0.hasPrefix("MODEL") && $0.contains("HR@5") && $0.contains("NDCG@20") })
        for model in ["popularity", "plain-co-occurrence", "recommender"] {
            #expect(lines.contains { $0.hasPrefix(model) })
        }
    }

    @Test func jsonHoldsTheMeasuresUnderTheirNames() throws {
        let text = try Self.report.get().jsonText()
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let models = try #require(root["models"] as? [[String: Any]])
        let last = try #require(models.last)
        #expect(last["name"] as? String == "recommender")
        let metrics = try #require(last["metrics"] as? [String: Any])
        #expect((metrics["hit_rate"] as? [String: Double])?.keys.sorted() == ["10", "20", "5"])
        #expect((metrics["normalised_gain"] as? [String: Double])?.keys.sorted() == ["10", "20", "5"])
        #expect(metrics["mean_reciprocal_rank"] is Double)
        #expect((last["hit_rate_gain"] as? [String: Double])?.keys.sorted() == ["lower", "relative_gain", "upper"])
    }

    @Test func commandsAreFoundByTheirNames() throws {
        let evaluate = try Xiaoer.parseAsRoot(["evaluate", "recommend", "FILE", "--json"])
        #expect((evaluate as? EvaluateRecommend)?.json == true)
        let train = try Xiaoer.parseAsRoot(["train", "recommend", "FILE", "--out", "FOLDER"])
        #expect((train as? TrainRecommend)?.out == "FOLDER")
    }
}
