import Foundation
import SeededRandom
import Testing

@testable import TextClassification

@Suite struct MultinomialRegressionTests {
    /// N x F sparse values and N x D dense values with labels, small enough to check by hand-written loops.
    private struct Problem {
        let vectors: [SparseVector]
        let dense: [[Float]]
        let labels: [UInt32]
        let featureCount = 5
        let classCount = 3

        init(rows: Int, dimension: Int) {
            var random = SplitMix64(seed: 11)
            vectors = (0..<rows).map { _ in
                var vector = SparseVector()
                for column in 0..<UInt32(5) where Bool.random(using: &random) {
                    vector.columns.append(column)
                    vector.values.append(Float.random(in: -1...1, using: &random))
                }
                return vector
            }
            dense = (0..<rows).map { _ in (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) } }
            labels = (0..<rows).map { _ in UInt32.random(in: 0..<3, using: &random) }
        }

        var design: DesignMatrix {
            DesignMatrix(
                vectors: vectors,
                featureCount: featureCount,
                dense: dense.flatMap { $0 },
                labels: labels,
                classCount: classCount
            )
        }

        /// The objective by plain loops: the reference that the kernels are held against.
        func objective(_ regression: MultinomialRegression, penalty: Float) -> Double {
            let stride = DesignMatrix.stride(classCount: classCount)
            var likelihood = 0.0
            for row in labels.indices {
                var scores = [Float](repeating: 0, count: classCount)
                for label in 0..<classCount {
                    scores[label] = regression.parameters[(featureCount + dense[row].count) * stride + label]
                    for (column, value) in zip(vectors[row].columns, vectors[row].values) {
                        scores[label] += value * regression.parameters[Int(column) * stride + label]
                    }
                    for (index, value) in dense[row].enumerated() {
                        scores[label] += value * regression.parameters[(featureCount + index) * stride + label]
                    }
                }
                likelihood -= log(Double(softmax(scores)[Int(labels[row])]))
            }
            let weights = regression.parameters.dropLast(stride).reduce(0.0) { $0 + Double($1 * $1) }
            return likelihood / Double(labels.count) + Double(penalty) / 2 * weights
        }
    }

    @Test func noSmallMoveOfAParameterLowersTheObjective() {
        let problem = Problem(rows: 70, dimension: 4)
        var optimizer = LimitedMemoryBFGS()
        optimizer.gradientTolerance = 1e-6
        optimizer.valueTolerance = 0
        let fitted = MultinomialRegression(fitting: problem.design, penalty: 0.01, optimizer: optimizer)
        let least = problem.objective(fitted, penalty: 0.01)
        let stride = problem.design.stride
        for row in 0..<(fitted.featureCount + fitted.dimension + 1) {
            for label in 0..<problem.classCount {
                for move in [Float(0.05), -0.05] {
                    var parameters = fitted.parameters
                    parameters[row * stride + label] += move
                    let moved = MultinomialRegression(
                        featureCount: fitted.featureCount,
                        dimension: fitted.dimension,
                        classCount: fitted.classCount,
                        parameters: parameters
                    )
                    #expect(problem.objective(moved, penalty: 0.01) > least)
                }
            }
        }
    }

    @Test func scoresEqualPlainSums() {
        let problem = Problem(rows: 70, dimension: 4)
        let fitted = MultinomialRegression(fitting: problem.design, penalty: 0.01)
        let stride = problem.design.stride
        for row in 0..<5 {
            let scores = fitted.scores(of: problem.vectors[row], dense: problem.dense[row])
            for label in 0..<3 {
                var expected = fitted.parameters[(5 + 4) * stride + label]
                for (column, value) in zip(problem.vectors[row].columns, problem.vectors[row].values) {
                    expected += value * fitted.parameters[Int(column) * stride + label]
                }
                for (index, value) in problem.dense[row].enumerated() {
                    expected += value * fitted.parameters[(5 + index) * stride + label]
                }
                #expect(abs(scores[label] - expected) < 1e-5)
            }
        }
    }

    @Test func fittingTwiceGivesTheSameBits() {
        let problem = Problem(rows: 200, dimension: 4)
        let first = MultinomialRegression(fitting: problem.design, penalty: 0.01)
        let second = MultinomialRegression(fitting: problem.design, penalty: 0.01)
        #expect(first == second)
    }

    @Test func paddingStaysZero() {
        let problem = Problem(rows: 70, dimension: 4)
        let fitted = MultinomialRegression(fitting: problem.design, penalty: 0.01)
        for index in fitted.parameters.indices where index % 8 >= 3 { #expect(fitted.parameters[index] == 0) }
    }

    @Test func aStrongPenaltyLeavesOnlyTheLabelsShares() {
        let problem = Problem(rows: 90, dimension: 4)
        let fitted = MultinomialRegression(fitting: problem.design, penalty: 1_000)
        let probabilities = softmax(fitted.scores(of: SparseVector(), dense: [0, 0, 0, 0]))
        for label in 0..<3 {
            let share = Float(problem.labels.count { $0 == label }) / 90
            #expect(abs(probabilities[label] - share) < 0.01)
        }
    }
}
