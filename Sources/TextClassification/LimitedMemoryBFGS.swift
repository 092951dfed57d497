import CTextClassification

/// Minimises a smooth function of many variables by the limited-memory BFGS method.
///
/// Source: Nocedal and Wright, Numerical Optimization, second edition, algorithms 7.4 (two-loop recursion) and 7.5. The
/// method remembers how the gradient changed over its last steps and so knows the curvature without a matrix of second
/// derivatives. The step length satisfies the weak Wolfe conditions (3.6 there), found by bisection and doubling, so
/// that every remembered pair keeps the approximation positive definite. Nothing is random.
package struct LimitedMemoryBFGS: Sendable {
    /// Pairs of steps and gradient changes that are remembered.
    package var memory = 8
    package var maximumIterations = 200
    /// Stops when the gradient's length falls below this part of its first length.
    package var gradientTolerance = 1e-3
    /// Stops when a step lowers the function by less than this part of its value.
    package var valueTolerance = 1e-6

    package init() {}

    /// Where a minimisation ended.
    package struct Outcome: Sendable, Equatable {
        package var value: Double
        package var iterations: Int
        package var evaluations: Int
        package var isConverged: Bool
    }

    /// Moves `point` to a minimum. `objective` returns the value at its first argument and writes the gradient.
    package func minimize(
        _ point: inout [Float],
        objective: (_ point: [Float], _ gradient: inout [Float]) -> Double
    ) -> Outcome {
        let count = point.count
        var gradient = [Float](repeating: 0, count: count)
        var value = objective(point, &gradient)
        var outcome = Outcome(value: value, iterations: 0, evaluations: 1, isConverged: false)
        let firstLength = tc_dot(gradient, gradient, count).squareRoot()
        guard firstLength > 0 else {
            outcome.isConverged = true
            return outcome
        }
        var pairs: [CurvaturePair] = []
        while outcome.iterations < maximumIterations {
            let direction = Self.direction(gradient: gradient, pairs: pairs)
            let firstStep = pairs.isEmpty ? min(1, 1 / firstLength) : 1
            guard
                let search = lineSearch(
                    from: point,
                    value: value,
                    gradient: gradient,
                    direction: direction,
                    firstStep: firstStep,
                    objective: objective
                )
            else { break }
            outcome.iterations += 1
            outcome.evaluations += search.evaluations
            let pair = CurvaturePair(from: point, gradient, to: search.point, search.gradient)
            if pair.product > 0 {
                if pairs.count == memory { pairs.removeFirst() }
                pairs.append(pair)
            }
            let improvement = value - search.value
            (point, gradient, value) = (search.point, search.gradient, search.value)
            outcome.value = value
            let length = tc_dot(gradient, gradient, count).squareRoot()
            if length <= gradientTolerance * firstLength || improvement <= valueTolerance * abs(value) {
                outcome.isConverged = true
                break
            }
        }
        return outcome
    }

    /// Algorithm 7.4: minus the inverse Hessian's approximation times the gradient.
    private static func direction(gradient: [Float], pairs: [CurvaturePair]) -> [Float] {
        let count = gradient.count
        var direction = gradient
        var factors = [Double](repeating: 0, count: pairs.count)
        for index in pairs.indices.reversed() {
            factors[index] = tc_dot(pairs[index].step, direction, count) / pairs[index].product
            tc_add_scaled(Float(-factors[index]), pairs[index].change, &direction, count)
        }
        if let last = pairs.last {
            let scale = last.product / tc_dot(last.change, last.change, count)
            direction.withUnsafeMutableBufferPointer { tc_scale(Float(scale), $0.baseAddress, $0.baseAddress, count) }
        }
        for index in pairs.indices {
            let correction = tc_dot(pairs[index].change, direction, count) / pairs[index].product
            tc_add_scaled(Float(factors[index] - correction), pairs[index].step, &direction, count)
        }
        direction.withUnsafeMutableBufferPointer { tc_scale(-1, $0.baseAddress, $0.baseAddress, count) }
        return direction
    }

    private struct SearchResult {
        var point: [Float]
        var gradient: [Float]
        var value: Double
        var evaluations: Int
    }

    /// Finds a step that satisfies the weak Wolfe conditions; nil when none is found in 30 trials, which happens only
    /// at the limit of single precision.
    private func lineSearch(
        from point: [Float],
        value: Double,
        gradient: [Float],
        direction: [Float],
        firstStep: Double,
        objective: (_ point: [Float], _ gradient: inout [Float]) -> Double
    ) -> SearchResult? {
        let count = point.count
        let slope = tc_dot(gradient, direction, count)
        guard slope < 0 else { return nil }
        var result = SearchResult(point: point, gradient: gradient, value: value, evaluations: 0)
        var step = firstStep
        var lower = 0.0
        var upper = Double.infinity
        while result.evaluations < 30 {
            result.point = point
            tc_add_scaled(Float(step), direction, &result.point, count)
            result.value = objective(result.point, &result.gradient)
            result.evaluations += 1
            if !(result.value <= value + 1e-4 * step * slope) {
                upper = step
            } else if tc_dot(result.gradient, direction, count) < 0.9 * slope {
                lower = step
            } else {
                return result
            }
            step = upper.isFinite ? (lower + upper) / 2 : step * 2
        }
        return nil
    }
}

/// A step and the change of the gradient along it (s and y in the source).
private struct CurvaturePair {
    var step: [Float]
    var change: [Float]
    var product: Double

    init(from point: [Float], _ gradient: [Float], to newPoint: [Float], _ newGradient: [Float]) {
        step = newPoint
        tc_add_scaled(-1, point, &step, point.count)
        change = newGradient
        tc_add_scaled(-1, gradient, &change, point.count)
        product = tc_dot(step, change, point.count)
    }
}
