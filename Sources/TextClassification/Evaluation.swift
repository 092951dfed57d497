/// How good probabilities are against the right labels.
package struct Evaluation: Sendable {
    /// The share of texts whose most probable label is right.
    package let accuracy: Double
    /// The mean over labels of the harmonic mean of precision and recall; labels without texts are left out.
    package let macroF1: Double
    /// The mean gap between confidence and accuracy over ten bins of confidence, weighted by their texts.
    package let expectedCalibrationError: Double

    package init(probabilities: [[Float]], labels: [UInt32]) {
        precondition(probabilities.count == labels.count, "there must be one label for each row")
        let predictions = probabilities.map { row in row.indices.max { row[$0] < row[$1] } ?? 0 }
        let hits = zip(predictions, labels).map { $0 == Int($1) }
        accuracy = Double(hits.count { $0 }) / Double(max(1, hits.count))
        macroF1 = Self.macroF1(predictions: predictions, labels: labels.map { Int($0) })
        expectedCalibrationError = Self.calibrationError(
            confidences: zip(predictions, probabilities).map { $1[$0] },
            hits: hits
        )
    }

    private static func macroF1(predictions: [Int], labels: [Int]) -> Double {
        let present = Set(labels)
        let scores = present.sorted().map { label in
            let right = zip(predictions, labels).count { $0 == label && $1 == label }
            let predicted = predictions.count { $0 == label }
            let actual = labels.count { $0 == label }
            return 2 * Double(right) / Double(predicted + actual)
        }
        return scores.reduce(0, +) / Double(max(1, scores.count))
    }

    private static func calibrationError(confidences: [Float], hits: [Bool]) -> Double {
        var bins = [(count: Int, confidence: Double, hits: Int)](repeating: (0, 0, 0), count: 10)
        for (confidence, hit) in zip(confidences, hits) {
            let bin = min(9, Int(confidence * 10))
            bins[bin].count += 1
            bins[bin].confidence += Double(confidence)
            bins[bin].hits += hit ? 1 : 0
        }
        let gaps = bins.map { abs($0.confidence - Double($0.hits)) }
        return gaps.reduce(0, +) / Double(max(1, hits.count))
    }

    /// The probability that a random positive scores above a random negative (ties count half): the area under the
    /// receiver operating characteristic, by ranks.
    package static func areaUnderCurve(positives: [Float], negatives: [Float]) -> Double {
        guard !positives.isEmpty, !negatives.isEmpty else { return .nan }
        let sorted = negatives.sorted()
        var wins = 0.0
        for value in positives {
            let below = sorted.partitioningIndex { $0 >= value }
            let notAbove = sorted.partitioningIndex { $0 > value }
            wins += Double(below) + Double(notAbove - below) / 2
        }
        return wins / (Double(positives.count) * Double(negatives.count))
    }
}

extension [Float] {
    /// The first index whose element satisfies the predicate, in an array where all that do come last.
    fileprivate func partitioningIndex(where predicate: (Float) -> Bool) -> Int {
        var lower = 0
        var upper = count
        while lower < upper {
            let middle = (lower + upper) / 2
            if predicate(self[middle]) { upper = middle } else { lower = middle + 1 }
        }
        return lower
    }
}
