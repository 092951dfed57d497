import CTextClassification
import Dispatch

/// Multinomial logistic regression with an L2 penalty: log-linear scores of the classes, fitted to the examples'
/// likelihood.
///
/// The minimised function is the mean negative log-likelihood plus `penalty / 2` times the squared weights; the bias
/// is free of it.
package struct MultinomialRegression: Sendable, Equatable {
    package let featureCount: Int
    package let dimension: Int
    package let classCount: Int
    /// (F + D + 1) x stride: n-gram weights, embedding weights, bias.
    package let parameters: [Float]

    package init(featureCount: Int, dimension: Int, classCount: Int, parameters: [Float]) {
        let stride = DesignMatrix.stride(classCount: classCount)
        precondition(parameters.count == (featureCount + dimension + 1) * stride, "parameters have another shape")
        self.featureCount = featureCount
        self.dimension = dimension
        self.classCount = classCount
        self.parameters = parameters
    }

    /// Fits to a design on all cores. The same design gives the same parameters, whatever the number of cores.
    package init(
        fitting design: DesignMatrix,
        penalty: Float,
        optimizer: LimitedMemoryBFGS = LimitedMemoryBFGS()
    ) {
        let parameterRows = design.featureCount + design.dimension + 1
        var parameters = [Float](repeating: 0, count: parameterRows * design.stride)
        var residuals = [Float](repeating: 0, count: design.rowCount * design.stride)
        design.withKernelDesign { kernel in
            _ = optimizer.minimize(&parameters) { point, gradient in
                let likelihood = Self.residuals(kernel, at: point, into: &residuals)
                Self.gradient(kernel, at: point, residuals: residuals, penalty: penalty, into: &gradient)
                return likelihood / Double(design.rowCount)
                    + Self.penaltyValue(point, penalty: penalty, weightCount: (parameterRows - 1) * design.stride)
            }
        }
        self.init(
            featureCount: design.featureCount,
            dimension: design.dimension,
            classCount: design.classCount,
            parameters: parameters
        )
    }

    /// One score a class; their softmax at temperature 1 is the fitted probability.
    package func scores(of vector: SparseVector, dense: [Float]) -> [Float] {
        precondition(dense.count == dimension, "the dense part has \(dense.count) values instead of \(dimension)")
        let stride = DesignMatrix.stride(classCount: classCount)
        var scores = [Float](repeating: 0, count: stride)
        dense.withUnsafeBufferPointer { dense in
            tc_scores(
                parameters,
                featureCount,
                dimension,
                stride,
                vector.columns,
                vector.values,
                vector.columns.count,
                dimension > 0 ? dense.baseAddress : nil,
                &scores
            )
        }
        scores.removeLast(stride - classCount)
        return scores
    }

    private static func penaltyValue(_ point: [Float], penalty: Float, weightCount: Int) -> Double {
        Double(penalty) / 2 * tc_dot(point, point, weightCount)
    }

    private static func residuals(_ kernel: tc_design, at point: [Float], into residuals: inout [Float]) -> Double {
        let chunks = chunkCount(of: kernel.rows, size: 64)
        var losses = [Double](repeating: 0, count: chunks)
        losses.withUnsafeMutableBufferPointer { losses in
            residuals.withUnsafeMutableBufferPointer { residuals in
                point.withUnsafeBufferPointer { point in
                    // Safe: each iteration writes its own rows and its own loss; the rest is only read.
                    nonisolated(unsafe) let (kernel, losses, residuals, point) = (kernel, losses, residuals, point)
                    DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
                        var kernel = kernel
                        let range = chunkRange(chunk, size: 64, count: kernel.rows)
                        losses[chunk] = tc_residuals(
                            &kernel,
                            point.baseAddress,
                            residuals.baseAddress,
                            range.lowerBound,
                            range.upperBound
                        )
                    }
                }
            }
        }
        return losses.reduce(0, +)
    }

    private static func gradient(
        _ kernel: tc_design,
        at point: [Float],
        residuals: [Float],
        penalty: Float,
        into gradient: inout [Float]
    ) {
        let parameterRows = kernel.features + kernel.dimension + 1
        let size = 128
        gradient.withUnsafeMutableBufferPointer { gradient in
            residuals.withUnsafeBufferPointer { residuals in
                point.withUnsafeBufferPointer { point in
                    // Safe: each iteration writes its own rows of the gradient; the rest is only read.
                    nonisolated(unsafe) let (kernel, gradient, residuals, point) = (kernel, gradient, residuals, point)
                    DispatchQueue.concurrentPerform(iterations: chunkCount(of: parameterRows, size: size)) { chunk in
                        var kernel = kernel
                        let range = chunkRange(chunk, size: size, count: parameterRows)
                        tc_gradient(
                            &kernel,
                            point.baseAddress,
                            residuals.baseAddress,
                            penalty,
                            gradient.baseAddress,
                            range.lowerBound,
                            range.upperBound
                        )
                    }
                }
            }
        }
    }
}

func chunkCount(of count: Int, size: Int) -> Int { (count + size - 1) / size }

func chunkRange(_ chunk: Int, size: Int, count: Int) -> Range<Int> {
    chunk * size..<min((chunk + 1) * size, count)
}
