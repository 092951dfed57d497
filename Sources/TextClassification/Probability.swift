import Foundation

/// Probabilities from scores: exp(score / temperature), normalised.
package func softmax(_ scores: [Float], temperature: Float = 1) -> [Float] {
    guard let top = scores.max() else { return [] }
    var values = scores.map { exp(($0 - top) / temperature) }
    let total = values.reduce(0, +)
    for index in values.indices { values[index] /= total }
    return values
}

/// The temperature that makes held-out scores as honest as one number can: it minimises their mean negative
/// log-likelihood (Guo and others, On Calibration of Modern Neural Networks, 2017, section 4.2).
///
/// The likelihood has one minimum in the logarithm of the temperature, so a golden-section search finds it.
package func calibratedTemperature(scores: [[Float]], labels: [UInt32]) -> Float {
    precondition(scores.count == labels.count, "there must be one label for each row of scores")
    guard !scores.isEmpty else { return 1 }
    let ratio = (5.0.squareRoot() - 1) / 2
    var lower = log(0.05)
    var upper = log(20.0)
    func loss(_ logTemperature: Double) -> Double {
        negativeLogLikelihood(scores: scores, labels: labels, temperature: Float(exp(logTemperature)))
    }
    var left = upper - ratio * (upper - lower)
    var right = lower + ratio * (upper - lower)
    var leftLoss = loss(left)
    var rightLoss = loss(right)
    for _ in 0..<30 {
        if leftLoss < rightLoss {
            (upper, right, rightLoss) = (right, left, leftLoss)
            left = upper - ratio * (upper - lower)
            leftLoss = loss(left)
        } else {
            (lower, left, leftLoss) = (left, right, rightLoss)
            right = lower + ratio * (upper - lower)
            rightLoss = loss(right)
        }
    }
    return Float(exp((lower + upper) / 2))
}

/// The mean of -ln(probability of the right label).
package func negativeLogLikelihood(scores: [[Float]], labels: [UInt32], temperature: Float) -> Double {
    var sum = 0.0
    for (row, label) in zip(scores, labels) {
        sum -= log(max(1e-12, Double(softmax(row, temperature: temperature)[Int(label)])))
    }
    return sum / Double(max(1, scores.count))
}
