/// What `xiaoer evaluate recommend FILE --json` prints.
package struct RecommendationReport: Sendable, Hashable, Codable {
    package var protocolDescription =
        "leave-one-out: everything is fitted on all but each user's last item, the ranker's own held-out item being the"
        + " one before; each user's last item is ranked among all items that are not in the user's history; equal scores"
        + " count half; users with fewer than two items are not evaluated"
    package var users: Int
    package var items: Int
    package var interactions: Int
    package var evaluatedUsers: Int
    /// Users whose last item occurs nowhere else, so that no model of sequences can find it.
    package var unseenTargets: Int
    package var models: [Model]
    package var ranker: RankerChoice
    package var settings: RecommenderSettings
    package var fitSeconds: Double
    /// From a history to a ranked list of ten, over the first thousand evaluated users, on one thread.
    package var recommendMicrosecondsMedian: Double
    package var recommendMicrosecondsP99: Double
    /// Of the whole process up to here.
    package var peakMemoryBytes: UInt64

    package struct Model: Sendable, Hashable, Codable {
        package let name: String
        package let metrics: RankingMetrics
        /// Against plain co-occurrence, at 10; absent for itself.
        package let hitRateGain: PairedBootstrap?
        package let normalisedGainGain: PairedBootstrap?
    }
}
