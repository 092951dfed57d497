import Foundation

/// Measures every model on a file of sequences.
package struct RecommendationEvaluation: Sendable {
    private let sequences: InteractionSequences
    private let histories: InteractionSequences
    private let recommender: ItemRecommender
    private let plain: PlainCoOccurrence
    /// Items' frequencies in descending order: how many items are more popular than one is a search away.
    private let frequenciesDescending: [UInt32]
    private let users: [Int]

    /// Fits on all but the last item of each user of the file and ranks the last.
    package static func run(
        path: String,
        settings: RecommenderSettings = RecommenderSettings(),
        progress: (String) -> Void = { _ in }
    ) throws(ItemRecommendationError) -> RecommendationReport {
        let sequences = try InteractionSequences(contentsOf: path)
        return try run(sequences, settings: settings, progress: progress)
    }

    package static func run(
        _ sequences: InteractionSequences,
        settings: RecommenderSettings = RecommenderSettings(),
        progress: (String) -> Void = { _ in }
    ) throws(ItemRecommendationError) -> RecommendationReport {
        let clock = ContinuousClock()
        let start = clock.now
        let histories = sequences.droppingLast(1)
        let recommender = try ItemRecommender(fitting: histories, settings: settings, progress: progress)
        let fitted = clock.now - start
        let evaluation = try Self(sequences: sequences, histories: histories, recommender: recommender)
        progress("ranking")
        return evaluation.report(fitSeconds: fitted / .seconds(1))
    }

    private init(
        sequences: InteractionSequences,
        histories: InteractionSequences,
        recommender: ItemRecommender
    ) throws(ItemRecommendationError) {
        users = (0..<sequences.userCount).filter { user in
            guard let target = sequences[user].last else { return false }
            return sequences[user].count > 1 && !histories[user].contains(target)
        }
        guard !users.isEmpty else { throw .noEvaluableUsers(itemsMin: 2) }
        self.sequences = sequences
        self.histories = histories
        self.recommender = recommender
        plain = PlainCoOccurrence(histories)
        frequenciesDescending = recommender.models.frequencies.sorted(by: >)
    }

    private static let signalNames = [
        "following", "following-cosine", "undirected-cosine", "item-autoencoder", "next-item-model",
    ]

    private func report(fitSeconds: Double) -> RecommendationReport {
        let chunks = mapRanges(users.count, chunk: 256, threads: recommender.settings.threads) { range in
            var scores = SignalScores(itemCount: sequences.itemCount)
            return users[range].map { ranks(of: $0, scores: &scores) }
        }
        let allRanks = Array(chunks.joined())
        let latencies = measureLatencies()
        return RecommendationReport(
            users: sequences.userCount,
            items: sequences.itemCount,
            interactions: sequences.items.count,
            evaluatedUsers: users.count,
            unseenTargets: users.count { user in
                sequences[user].last.map { recommender.models.frequencies[Int($0)] == 0 } ?? false
            },
            models: models(allRanks),
            ranker: recommender.rankerChoice,
            settings: recommender.settings,
            fitSeconds: fitSeconds,
            recommendMicrosecondsMedian: latencies[latencies.count / 2],
            recommendMicrosecondsP99: latencies[latencies.count * 99 / 100],
            peakMemoryBytes: ProcessMemory.peakBytes()
        )
    }

    private var modelNames: [String] {
        ["popularity", "plain-co-occurrence"] + Self.signalNames + ["blend", "recommender"]
    }

    private func models(_ ranks: [[Double]]) -> [RecommendationReport.Model] {
        let baseline = ranks.map { $0[1] }
        return modelNames.enumerated().map { index, name in
            let own = ranks.map { $0[index] }
            let gains = index == 1 ? nil : compare(own, with: baseline)
            return RecommendationReport.Model(
                name: name,
                metrics: RankingMetrics(ranks: own),
                hitRateGain: gains?.hitRate,
                normalisedGainGain: gains?.normalisedGain
            )
        }
    }

    private func compare(
        _ ranks: [Double],
        with baseline: [Double]
    ) -> (hitRate: PairedBootstrap, normalisedGain: PairedBootstrap) {
        func bootstrap(_ measure: (Double) -> Double) -> PairedBootstrap {
            PairedBootstrap(ranks.map(measure), over: baseline.map(measure), seed: recommender.settings.seed)
        }
        return (
            bootstrap { RankingMetrics.hit(rank: $0, cutoff: 10) },
            bootstrap { RankingMetrics.gain(rank: $0, cutoff: 10) }
        )
    }

    /// The ranks of a user's last item under each model, in the order of `modelNames`.
    private func ranks(of user: Int, scores: inout SignalScores) -> [Double] {
        let history = histories[user]
        let known = Set(history)
        guard let target = sequences[user].last else { return [] }
        let candidates = recommender.candidates(for: history, scores: &scores) { !known.contains($0) }
        let counts = plain.scores(for: history)
        var ranks = [
            rankByPopularity(target, excluding: known),
            rank(
                of: counts[target] ?? 0,
                among: counts.lazy.filter { !known.contains($0.key) }.map(\.value),
                known: known
            ),
        ]
        for (signal, value) in Signal.all.enumerated() where Self.signalNames.contains(value.name) {
            let others = scores.positiveScores(signal: signal, except: known)
            ranks.append(rank(of: scores.score(of: target, signal: signal), among: others, known: known))
        }
        for ranker in [Ranker.blend(recommender.blend), recommender.ranker] {
            ranks.append(rank(of: target, candidates: candidates, by: ranker, known: known))
        }
        return ranks
    }

    /// Among items of which only those with a positive score are listed.
    private func rank(of score: Float, among positive: some Sequence<Float>, known: Set<UInt32>) -> Double {
        if score > 0 { return MiddleRank.of(score, among: positive) }
        let better = positive.reduce(0) { count, _ in count + 1 }
        return Double(better) + Double(sequences.itemCount - known.count - better - 1) / 2
    }

    /// Candidates first, then everything else by popularity.
    private func rank(of target: UInt32, candidates: CandidateSet, by ranker: Ranker, known: Set<UInt32>) -> Double {
        if let place = candidates.items.firstIndex(of: target) {
            let scores = ranker.scores(candidates.features)
            return MiddleRank.of(scores[place], among: scores)
        }
        return Double(candidates.items.count) + rankByPopularity(target, excluding: known.union(candidates.items))
    }

    private func rankByPopularity(_ target: UInt32, excluding excluded: Set<UInt32>) -> Double {
        let frequencies = recommender.models.frequencies
        let own = frequencies[Int(target)]
        let above = excluded.count { frequencies[Int($0)] > own }
        let beside = excluded.count { frequencies[Int($0)] == own }
        let better = frequenciesDescending.partitioningIndex { $0 <= own }
        let notWorse = frequenciesDescending.partitioningIndex { $0 < own }
        return Double(better - above) + Double(notWorse - better - beside - 1) / 2
    }

    /// Microseconds from a history to ten items, ascending.
    private func measureLatencies() -> [Double] {
        var scores = SignalScores(itemCount: sequences.itemCount)
        let clock = ContinuousClock()
        return users.prefix(1_000).map { user in
            clock.measure { _ = recommender.recommend(for: histories[user], limit: 10, scores: &scores) }
                / .microseconds(1)
        }.sorted()
    }
}

extension [UInt32] {
    /// The first index whose element fulfils what all later ones fulfil too.
    fileprivate func partitioningIndex(_ fulfils: (UInt32) -> Bool) -> Int {
        var range = indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = fulfils(self[middle]) ? range.lowerBound..<middle : (middle + 1)..<range.upperBound
        }
        return range.lowerBound
    }
}
