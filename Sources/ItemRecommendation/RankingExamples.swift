/// Users whose held-out item is among their candidates: what a ranker learns from.
struct RankingExamples: Sendable {
    /// Rows x features of `CandidateSet`, user by user.
    private(set) var features: [Float] = []
    /// Where each user's rows start; one more entry than there are users.
    private(set) var starts: [Int] = [0]
    /// The held-out item's place among its user's rows.
    private(set) var targets: [Int] = []
    /// Users that were looked at, with and without their held-out item among the candidates.
    private(set) var usersExamined = 0

    var count: Int { targets.count }
    func rows(of user: Int) -> Range<Int> { starts[user]..<starts[user + 1] }

    mutating func append(_ candidates: CandidateSet, target: UInt32) {
        usersExamined += 1
        guard candidates.items.count > 1, let place = candidates.items.firstIndex(of: target) else { return }
        append(features: candidates.features, target: place)
    }

    /// - Parameter target: the held-out item's row.
    mutating func append(features rows: [Float], target: Int) {
        features += rows
        targets.append(target)
        starts.append(starts[starts.count - 1] + rows.count / CandidateSet.featureCount)
    }

    mutating func append(_ other: RankingExamples) {
        for user in 0..<other.count { append(other, user: user) }
        usersExamined += other.usersExamined
    }

    mutating func append(_ other: RankingExamples, user: Int) {
        let rows = other.rows(of: user)
        features +=
            other.features[rows.lowerBound * CandidateSet.featureCount..<rows.upperBound * CandidateSet.featureCount]
        targets.append(other.targets[user])
        starts.append(starts[starts.count - 1] + rows.count)
    }

    /// One part for learning and every fifth user for choosing.
    func split() -> (learning: RankingExamples, choosing: RankingExamples) {
        var result = (learning: RankingExamples(), choosing: RankingExamples())
        for user in 0..<count {
            if user % 5 == 4 {
                result.choosing.append(self, user: user)
            } else {
                result.learning.append(self, user: user)
            }
        }
        return result
    }

    /// The mean over users of NDCG at 10 of the held-out item, ties counted half.
    func gain(of scores: [Float]) -> Double { mean(of: scores) { RankingMetrics.gain(rank: $0, cutoff: 10) } }

    /// The share of users whose held-out item is among the first ten, ties counted half.
    func hitRate(of scores: [Float]) -> Double { mean(of: scores) { RankingMetrics.hit(rank: $0, cutoff: 10) } }

    private func mean(of scores: [Float], _ measure: (_ rank: Double) -> Double) -> Double {
        let sum = (0..<count).reduce(0.0) { sum, user in
            let rows = rows(of: user)
            return sum + measure(MiddleRank.of(scores[rows.lowerBound + targets[user]], among: scores[rows]))
        }
        return sum / Double(max(1, count))
    }
}
