import CXGBoost
import Foundation

/// Grows a `RegressionForest` by gradient boosting with XGBoost's C library (Chen and Guestrin, 2016).
///
/// The loss is the softmax over each user's candidates: the trees raise the held-out item above the others of the same
/// list and learn nothing from differences between lists.
enum ForestTraining {
    /// The library's sums depend on the number of its threads, so that number does not depend on the machine; with more
    /// threads than free cores it waits far longer than it works.
    private static let threads = 1

    static func fit(
        _ examples: RankingExamples,
        settings: RecommenderSettings
    ) throws(ItemRecommendationError)
        -> RegressionForest
    {
        let matrix = try matrix(of: examples)
        defer { XGDMatrixFree(matrix) }
        let booster = try booster(for: matrix, settings: settings)
        defer { XGBoosterFree(booster) }
        var gradients = [Float](repeating: 0, count: examples.features.count / CandidateSet.featureCount)
        var curvatures = gradients
        for _ in 0..<settings.treeCount {
            var count: UInt64 = 0
            var margins: UnsafePointer<Float>?
            // Option 1 asks for the sums of the trees without a link function.
            try check(XGBoosterPredict(booster, matrix, 1, 0, 1, &count, &margins))
            guard let margins else { throw .treeTraining(reason: "no predictions") }
            fill(&gradients, &curvatures, margins: margins, examples: examples)
            try check(XGBoosterBoostOneIter(booster, matrix, &gradients, &curvatures, UInt64(gradients.count)))
        }
        let forest = try forest(of: booster)
        try check(forest, booster: booster, matrix: matrix, examples: examples)
        return forest
    }

    private static func matrix(of examples: RankingExamples) throws(ItemRecommendationError) -> DMatrixHandle {
        var handle: DMatrixHandle?
        let rows = examples.features.count / CandidateSet.featureCount
        try check(
            XGDMatrixCreateFromMat(
                examples.features,
                UInt64(rows),
                UInt64(CandidateSet.featureCount),
                .nan,
                &handle
            )
        )
        guard let handle else { throw .treeTraining(reason: "no matrix") }
        return handle
    }

    private static func booster(
        for matrix: DMatrixHandle,
        settings: RecommenderSettings
    ) throws(ItemRecommendationError) -> BoosterHandle {
        var handle: BoosterHandle?
        var matrices: [DMatrixHandle?] = [matrix]
        try check(XGBoosterCreate(&matrices, 1, &handle))
        guard let handle else { throw .treeTraining(reason: "no booster") }
        let parameters: [String: any CustomStringConvertible] = [
            "tree_method": "hist", "max_depth": settings.treeDepth, "eta": settings.treeLearningRate,
            "min_child_weight": settings.treeLeafWeightMin, "subsample": 0.7, "colsample_bytree": 0.7, "base_score": 0,
            "seed": settings.seed % 1_000_000, "nthread": threads, "verbosity": 0,
        ]
        for (name, value) in parameters { try check(XGBoosterSetParam(handle, name, "\(value)")) }
        return handle
    }

    private static func fill(
        _ gradients: inout [Float],
        _ curvatures: inout [Float],
        margins: UnsafePointer<Float>,
        examples: RankingExamples
    ) {
        for user in 0..<examples.count {
            let rows = examples.rows(of: user)
            let probabilities = Softmax.probabilities(rows.map { Double(margins[$0]) })
            for (place, row) in rows.enumerated() {
                let probability = Float(probabilities[place])
                gradients[row] = probability - (place == examples.targets[user] ? 1 : 0)
                curvatures[row] = max(probability * (1 - probability), 1e-6)
            }
        }
    }

    /// The flattened trees must say what the library's own do.
    private static func check(
        _ forest: RegressionForest,
        booster: BoosterHandle,
        matrix: DMatrixHandle,
        examples: RankingExamples
    ) throws(ItemRecommendationError) {
        var count: UInt64 = 0
        var margins: UnsafePointer<Float>?
        try check(XGBoosterPredict(booster, matrix, 1, 0, 0, &count, &margins))
        let rows = min(Int(count), 1_000)
        let own = forest.scores(
            Array(examples.features.prefix(rows * CandidateSet.featureCount)),
            width: CandidateSet.featureCount
        )
        for row in 0..<rows {
            guard let margins, abs(margins[row] - own[row]) <= 1e-4 * max(1, abs(own[row])) else {
                throw .treeTraining(reason: "the flattened trees differ from the library's at row \(row)")
            }
        }
    }

    private static func forest(of booster: BoosterHandle) throws(ItemRecommendationError) -> RegressionForest {
        var count: UInt64 = 0
        var bytes: UnsafePointer<CChar>?
        try check(XGBoosterSaveModelToBuffer(booster, #"{"format":"json"}"#, &count, &bytes))
        guard let bytes else { throw .treeTraining(reason: "no model") }
        let model: XGBoostModel
        do {
            model = try JSONDecoder().decode(XGBoostModel.self, from: Data(bytes: bytes, count: Int(count)))
        } catch {
            throw .treeTraining(reason: "the library's model is not understood: \(error)")
        }
        return model.forest
    }

    private static func check(_ status: Int32) throws(ItemRecommendationError) {
        if status != 0 { throw .treeTraining(reason: String(cString: XGBGetLastError())) }
    }
}

/// What is read of XGBoost's JSON model, version 1.
private struct XGBoostModel: Decodable {
    let learner: Learner

    struct Learner: Decodable {
        let gradientBooster: Booster
        enum CodingKeys: String, CodingKey { case gradientBooster = "gradient_booster" }
    }

    struct Booster: Decodable {
        let model: Trees
    }

    struct Trees: Decodable {
        let trees: [Tree]
    }

    struct Tree: Decodable {
        let leftChildren: [Int]
        let rightChildren: [Int]
        let splitIndices: [Int]
        let splitConditions: [Float]
        enum CodingKeys: String, CodingKey {
            case leftChildren = "left_children"
            case rightChildren = "right_children"
            case splitIndices = "split_indices"
            case splitConditions = "split_conditions"
        }
    }

    var forest: RegressionForest {
        var forest = RegressionForest()
        for tree in learner.gradientBooster.model.trees {
            let base = forest.features.count
            forest.roots.append(UInt32(base))
            for node in tree.leftChildren.indices {
                let isLeaf = tree.leftChildren[node] < 0
                forest.features.append(isLeaf ? RegressionForest.leaf : UInt32(tree.splitIndices[node]))
                forest.thresholds.append(tree.splitConditions[node])
                forest.left.append(isLeaf ? 0 : UInt32(base + tree.leftChildren[node]))
                forest.right.append(isLeaf ? 0 : UInt32(base + tree.rightChildren[node]))
            }
        }
        return forest
    }
}
