import Foundation

/// The part of XGBoost's JSON model that predictions depend on; named as in its model.schema.
struct ModelJSON: Decodable {
    struct Learner: Decodable {
        struct Parameters: Decodable {
            let base_score: String
            let num_class: String
            let num_feature: String
        }
        struct Objective: Decodable { let name: String }

        let gradient_booster: GradientBooster
        let learner_model_param: Parameters
        let objective: Objective
    }

    struct GradientBooster: Decodable {
        struct Model: Decodable { let trees: [Tree] }

        let name: String
        /// Absent for boosters other than gbtree.
        let model: Model?
    }

    struct Tree: Decodable {
        let left_children: [Int]
        let right_children: [Int]
        let split_indices: [Int]
        /// The threshold of a split, the value of a leaf.
        var split_conditions: [Float]
        let default_left: [Int]
        let sum_hessian: [Float]
        let split_type: [Int]?
    }

    var learner: Learner

    init(_ bytes: [UInt8]) throws(RegressionTreesError) {
        do {
            self = try JSONDecoder().decode(ModelJSON.self, from: Data(bytes))
        } catch {
            throw .malformedModel(reason: "XGBoost's JSON does not read: \(error)")
        }
    }
}
