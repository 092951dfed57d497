import RegressionTrees
import SeededRandom
import Testing

@testable import ItemRecommendation

@Suite struct RankingTests {
    @Test func selectionKeepsTheLargest() {
        var random = SplitMix64(seed: 11)
        for limit in [1, 2, 7, 50] {
            let scores = (0..<40).map { _ in Float(random.next() % 10) }
            var selection = StrongestSelection(limit: limit)
            for (item, score) in scores.enumerated() { selection.offer(score, UInt32(item)) }
            let expected = scores.enumerated().sorted {
                ($0.element, TieOrder.of(UInt32($1.offset))) > ($1.element, TieOrder.of(UInt32($0.offset)))
            }
            #expect(selection.sorted.map(\.item) == expected.prefix(limit).map { UInt32($0.offset) })
        }
    }

    @Test func metricsOfKnownRanks() {
        let metrics = RankingMetrics(ranks: [0, 1, 7, 30])
        #expect(metrics.hitRate == ["5": 0.5, "10": 0.75, "20": 0.75])
        let gain = (1 + 0.630_929_753_571_457_4) / 4
        #expect(abs((metrics.normalisedGain["5"] ?? 0) - gain) < 1e-12)
        #expect(abs(metrics.meanReciprocalRank - (1 + 1.0 / 2 + 1.0 / 8 + 1.0 / 31) / 4) < 1e-12)
    }

    @Test func equalScoresCountHalf() {
        #expect(MiddleRank.of(1, among: [1, 1, 1, 2]) == 2)
        #expect(MiddleRank.of(3, among: [1, 3, 2]) == 0)
    }

    @Test func bootstrapOfTheSameModelIsZero() {
        let hits: [Double] = [0, 1, 0, 1, 1]
        let interval = PairedBootstrap(hits, over: hits, seed: 1)
        #expect(interval.relativeGain == 0)
        #expect(interval.lower == 0)
        #expect(interval.upper == 0)
    }

    @Test func bootstrapIntervalHoldsTheGainAndRepeats() {
        var random = SplitMix64(seed: 2)
        let baseline = (0..<400).map { _ in random.unit() < 0.3 ? 1.0 : 0 }
        let better = baseline.map { $0 == 1 || random.unit() < 0.1 ? 1.0 : 0 }
        let interval = PairedBootstrap(better, over: baseline, seed: 3)
        #expect(interval.lower > 0)
        #expect(interval.lower < interval.relativeGain && interval.relativeGain < interval.upper)
        #expect(PairedBootstrap(better, over: baseline, seed: 3) == interval)
    }

    /// Candidates whose features are noise, but for one that tells the held-out item: the share of "adjacent".
    private func planted(users: Int) -> RankingExamples {
        let rows = 12
        let feature = CandidateSet.scoreCount + 7
        var random = SplitMix64(seed: 17)
        var examples = RankingExamples()
        for _ in 0..<users {
            var features = (0..<rows * CandidateSet.featureCount).map { _ in Float(random.unit()) }
            let target = Int(random.next() % UInt64(rows))
            for row in 0..<rows {
                features[row * CandidateSet.featureCount + feature] = row == target ? 1 : Float(random.unit()) * 0.5
            }
            examples.append(features: features, target: target)
        }
        return examples
    }

    @Test func blendFindsThePlantedSignal() {
        let examples = planted(users: 200)
        let blend = BlendRanker(fitting: examples)
        #expect(examples.gain(of: blend.scores(examples.features)) > 0.9)
        #expect(examples.gain(of: BlendRanker.initial.scores(examples.features)) < 0.7)
    }

    @Test func treesFindThePlantedSignal() throws {
        var settings = Small.settings()
        settings.treeCount = 40
        let examples = planted(users: 300)
        let trees = try RankingTrees.fit(examples, settings: settings)
        let scores = trees.margins(rowValues: examples.features)
        #expect(examples.gain(of: scores) > 0.9)
        #expect(try RankingTrees.fit(examples, settings: settings) == trees)
    }

    @Test func blendWithoutExamplesIsTheDefault() {
        #expect(BlendRanker(fitting: RankingExamples()) == .initial)
    }
}
