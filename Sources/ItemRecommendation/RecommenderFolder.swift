package import Foundation

/// What is told of a trained recommender without opening it.
package struct RecommenderSummary: Sendable, Hashable, Codable {
    /// Names the training; letters, digits and "-".
    package var version: String
    package var createdUnixMilliseconds: Int64
    package var customers: Int
    package var items: Int
    package var interactions: Int
    /// HR and NDCG at 10 to expect among all items; see `RankerChoice`.
    package var expectedHitRate: Double
    package var expectedGain: Double

    package init(
        of recommender: ItemRecommender,
        fittedOn sequences: InteractionSequences,
        version: String,
        createdUnixMilliseconds: Int64
    ) {
        self.version = version
        self.createdUnixMilliseconds = createdUnixMilliseconds
        customers = sequences.userCount
        items = sequences.itemCount
        interactions = sequences.items.count
        expectedHitRate = recommender.rankerChoice.expectedHitRate
        expectedGain = recommender.rankerChoice.expectedGain
    }
}

/// One trained version on disk: `recommender.model` and, beside it, `summary.json`.
///
/// The summary is written last, so a folder that has one is whole.
package struct RecommenderFolder: Sendable, Hashable {
    package let path: String
    package init(path: String) { self.path = path }

    private var modelPath: String { path + "/recommender.model" }
    private var summaryPath: String { path + "/summary.json" }

    package func save(_ recommender: ItemRecommender, _ summary: RecommenderSummary) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try recommender.save(to: modelPath)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(summary).write(to: URL(filePath: summaryPath), options: .atomic)
    }

    /// Nil where there is none; a damaged one is an error.
    package func summary() throws(ItemRecommendationError) -> RecommenderSummary? {
        guard let data = FileManager.default.contents(atPath: summaryPath) else { return nil }
        do {
            return try JSONDecoder().decode(RecommenderSummary.self, from: data)
        } catch {
            throw .modelFile(reason: "\(summaryPath) is not a summary of a recommender: \(error)")
        }
    }

    package func recommender() throws(ItemRecommendationError) -> ItemRecommender {
        try ItemRecommender(contentsOf: modelPath)
    }

    /// The version's name of a training that began then, in UTC: 20260131-174500.
    package static func version(at date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        func padded(_ value: Int?, _ width: Int) -> String {
            let digits = String(value ?? 0)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return padded(parts.year, 4) + padded(parts.month, 2) + padded(parts.day, 2) + "-" + padded(parts.hour, 2)
            + padded(parts.minute, 2) + padded(parts.second, 2)
    }
}
