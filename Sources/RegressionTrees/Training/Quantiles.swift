/// Quantiles of samples, and the loss that a predicted quantile minimises.
package enum Quantiles {
    /// The quantile at `level` of `values`, at least one, interpolated between order statistics as XGBoost does it
    /// (type 6 of Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996).
    package static func quantile(of values: [Float], level: Double) -> Float {
        precondition(!values.isEmpty, "a quantile needs at least one value")
        let sorted = values.sorted()
        let position = level * Double(sorted.count + 1)
        if position <= 1 { return sorted[0] }
        if position >= Double(sorted.count) { return sorted[sorted.count - 1] }
        let below = Int(position)
        let fraction = Float(position - Double(below))
        return sorted[below - 1] + fraction * (sorted[below] - sorted[below - 1])
    }

    /// The least value with at least the share `level` of all weight at or below it; without weights as above.
    package static func quantile(of values: [Float], weights: [Float]?, level: Double) -> Float {
        guard let weights else { return quantile(of: values, level: level) }
        precondition(values.count == weights.count, "each value needs one weight")
        let total = weights.reduce(0.0) { $0 + Double($1) }
        guard total > 0 else { return quantile(of: values, level: level) }
        let order = values.indices.sorted { values[$0] < values[$1] }
        var weightBelow = 0.0
        for index in order {
            weightBelow += Double(weights[index])
            if weightBelow >= level * total, weights[index] > 0 { return values[index] }
        }
        return values[order[order.count - 1]]
    }

    /// The mean pinball loss: an answer above its prediction costs `level` a unit, one below it `1 - level`
    /// (Koenker and Bassett, Regression Quantiles, 1978).
    package static func pinballLoss(
        _ predictions: [Float],
        _ labels: [Float],
        weights: [Float]? = nil,
        level: Double
    ) -> Double {
        precondition(predictions.count == labels.count && !labels.isEmpty, "each label needs one prediction")
        var (sum, total) = (0.0, 0.0)
        for index in labels.indices {
            let weight = Double(weights?[index] ?? 1)
            let excess = Double(labels[index]) - Double(predictions[index])
            sum += weight * (excess >= 0 ? level * excess : (level - 1) * excess)
            total += weight
        }
        return sum / total
    }
}
