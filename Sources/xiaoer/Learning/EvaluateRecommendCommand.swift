import ArgumentParser
import Foundation
import ItemRecommendation

/// `xiaoer evaluate recommend FILE`: how well the next item is foretold, beside popularity and plain co-occurrence.
struct EvaluateRecommend: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommend",
        abstract: "Measure recommendations on sequences of items.",
        discussion: """
            FILE has a line a user: the user and then items in time order, separated by spaces. Each user's last item is \
            held out and ranked among all items that the user does not have yet; everything, the baselines included, \
            learns from the items before it alone. Nothing needs to be tuned: what depends on the file is fitted.
            """
    )

    @Flag(help: "Print the whole report as JSON.")
    var json = false

    @Flag(
        help: ArgumentHelp(
            "Learn from nothing but the items before each user's last one.",
            discussion: "This is always so; the flag says it in scripts that compare protocols."
        )
    )
    var trainOnlyBeforeLast = false

    @Argument(help: ArgumentHelp("Sequences: a user a line.", valueName: "file"))
    var file: String

    func run() throws {
        let report = try RecommendationEvaluation.run(path: file) { stage in
            if Console.isErrorTerminal { Console.note(stage) }
        }
        if json {
            Console.result(try report.jsonText())
        } else {
            for line in report.lines { Console.result(line) }
        }
    }
}

extension RecommendationReport {
    func jsonText() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// The same for people.
    var lines: [String] {
        var table = TextTable(
            [.init(title: "MODEL")]
                + RankingMetrics.cutoffs.map { .init(title: "HR@\($0)", alignment: .right) }
                + RankingMetrics.cutoffs.map { .init(title: "NDCG@\($0)", alignment: .right) }
                + [
                    .init(title: "MRR", alignment: .right), .init(title: "HR@10 GAIN", alignment: .right),
                    .init(title: "NDCG@10 GAIN", alignment: .right),
                ]
        )
        for model in models {
            let metrics = model.metrics
            let values =
                RankingMetrics.cutoffs.map { metrics.hitRate["\($0)"] ?? 0 }
                + RankingMetrics.cutoffs.map { metrics.normalisedGain["\($0)"] ?? 0 } + [metrics.meanReciprocalRank]
            table.append(
                [model.name] + values.map { String(format: "%.4f", $0) }
                    + [Self.gain(model.hitRateGain), Self.gain(model.normalisedGainGain)]
            )
        }
        return [
            "\(users) users, \(items) items, \(interactions) interactions; \(evaluatedUsers) users evaluated", "",
        ] + table.lines + [
            "",
            "Gains are over plain co-occurrence, with 95 % intervals by paired bootstrap over users.",
            String(
                format:
                    "Fitted in %.0f s; ten items for one history in %.2f ms (p50) and %.2f ms (p99); %.0f MiB at most.",
                fitSeconds,
                recommendMicrosecondsMedian / 1_000,
                recommendMicrosecondsP99 / 1_000,
                Double(peakMemoryBytes) / 1_048_576
            ),
        ]
    }

    private static func gain(_ gain: PairedBootstrap?) -> String {
        gain.map { String(format: "%+.1f %% [%+.1f, %+.1f]", $0.relativeGain * 100, $0.lower * 100, $0.upper * 100) }
            ?? ""
    }
}
