/// How wrong a model is when it answers only what it is surest of (Geifman and El-Yaniv, Selective Classification for
/// Deep Neural Networks, 2017).
struct RiskCoverage: Sendable {
    /// At twenty equal steps of coverage; fewer when there are fewer answers.
    let points: [ModelEvaluation.RiskAtCoverage]
    /// The mean risk over all coverages.
    let area: Double

    private static let steps = 20

    init(confidences: [Float], isRight: [Bool]) {
        let order = confidences.indices.sorted { (confidences[$1], $0) < (confidences[$0], $1) }
        var wrong = 0
        var sum = 0.0
        var points: [ModelEvaluation.RiskAtCoverage] = []
        for (rank, index) in order.enumerated() {
            wrong += isRight[index] ? 0 : 1
            let risk = Double(wrong) / Double(rank + 1)
            sum += risk
            // A step ends with the answer that reaches it.
            guard (rank + 1) * Self.steps / order.count > rank * Self.steps / order.count else { continue }
            points.append(
                ModelEvaluation.RiskAtCoverage(
                    coverage: Double(rank + 1) / Double(order.count),
                    risk: risk,
                    confidence: Double(confidences[index])
                )
            )
        }
        self.points = points
        area = sum / Double(max(1, order.count))
    }
}
