import ArgumentParser
import Foundation
import ItemRecommendation

/// `xiaoer train recommend FILE --out FOLDER`: a recommender that the recommendation service can serve.
struct TrainRecommend: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommend",
        abstract: "Train a recommender on sequences of items.",
        discussion: """
            FILE has a line a user: the user and then items in time order, separated by spaces. The ranker learns from \
            each user's last item with models of the items before it; then the models learn from all items. A folder in \
            the recommendation service's folder of models is listed there as a version.
            """
    )

    @Option(help: ArgumentHelp("Folder to write the model into; made where it is missing.", valueName: "folder"))
    var out: String

    @Argument(help: ArgumentHelp("Sequences: a user a line.", valueName: "file"))
    var file: String

    func run() throws {
        let start = Date.now
        let sequences = try InteractionSequences(contentsOf: file)
        let recommender = try ItemRecommender(fitting: sequences) { stage in
            Console.note(String(format: "%6.1f s  %@", Date.now.timeIntervalSince(start), stage))
        }
        let summary = RecommenderSummary(
            of: recommender,
            fittedOn: sequences,
            version: RecommenderFolder.version(at: start),
            createdUnixMilliseconds: Int64(start.timeIntervalSince1970 * 1_000)
        )
        try RecommenderFolder(path: out).save(recommender, summary)
        Console.result(
            String(
                format:
                    "%@: version %@ of %d customers, %d items and %d interactions; HR@10 %.4f, NDCG@10 %.4f held out",
                out,
                summary.version,
                summary.customers,
                summary.items,
                summary.interactions,
                summary.expectedHitRate,
                summary.expectedGain
            )
        )
    }
}
