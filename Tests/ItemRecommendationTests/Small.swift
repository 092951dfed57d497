@testable import ItemRecommendation

/// Data and plain algorithms to hold the fast ones against.
enum Small {
    static func sequences() -> InteractionSequences {
        var synthetic = SyntheticInteractions()
        synthetic.users = 60
        synthetic.items = 30
        synthetic.themes = 3
        synthetic.interactionsMean = 6
        return synthetic.sequences()
    }

    static func diagonal(_ count: Int, _ value: Double) -> [[Double]] {
        (0..<count).map { row in (0..<count).map { $0 == row ? value : 0 } }
    }

    /// Gauss and Jordan, without pivoting: enough for positive definite matrices.
    static func inverse(_ matrix: [[Double]]) -> [[Double]] {
        var left = matrix
        var right = diagonal(matrix.count, 1)
        for pivot in matrix.indices {
            let scale = left[pivot][pivot]
            for column in matrix.indices {
                left[pivot][column] /= scale
                right[pivot][column] /= scale
            }
            for row in matrix.indices where row != pivot {
                let factor = left[row][pivot]
                for column in matrix.indices {
                    left[row][column] -= factor * left[pivot][column]
                    right[row][column] -= factor * right[pivot][column]
                }
            }
        }
        return right
    }

    /// Settings under which a few hundred users are enough for everything.
    static func settings() -> RecommenderSettings {
        var settings = RecommenderSettings()
        settings.embeddingDimension = 16
        settings.treeUsersMin = 100
        settings.treeCount = 15
        settings.treeLearningRate = 0.2
        settings.candidatesPerSignal = 20
        return settings
    }

    static func shop() -> InteractionSequences {
        var synthetic = SyntheticInteractions()
        synthetic.users = 500
        synthetic.items = 120
        synthetic.themes = 6
        synthetic.interactionsMean = 7
        return synthetic.sequences()
    }
}
