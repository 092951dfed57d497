import Testing

@testable import RegressionTrees

@Suite struct ModelJSONTests {
    /// A model of one split in XGBoost's own form, with places to break it.
    private static func model(
        booster: String = "gbtree",
        classes: String = "0",
        objective: String = "reg:squarederror",
        left: String = "[1, -1, -1]",
        right: String = "[2, -1, -1]",
        features: String = "[1, 0, 0]",
        types: String = "[0, 0, 0]",
        baseScore: String = "5E-1"
    ) -> [UInt8] {
        let tree = #"""
            {"left_children": \#(left), "right_children": \#(right), "split_indices": \#(features),
             "split_conditions": [2.5, -1E0, 1E0], "default_left": [1, 0, 0], "sum_hessian": [4E0, 3E0, 1E0],
             "split_type": \#(types), "parents": [2147483647, 0, 0]}
            """#
        return Array(
            #"""
            {"version": [1, 7, 4], "learner": {"objective": {"name": "\#(objective)"},
             "learner_model_param": {"base_score": "\#(baseScore)", "num_class": "\#(classes)", "num_feature": "2"},
             "gradient_booster": {"name": "\#(booster)", "model": {"trees": [\#(tree)]}}}}
            """#.utf8
        )
    }

    private static func read(_ bytes: [UInt8]) throws -> TreeEnsemble {
        try TreeEnsemble(xgboostJSON: bytes, featureNames: ["a", "b"])
    }

    @Test func aModelReads() throws {
        let ensemble = try Self.read(Self.model())
        #expect(ensemble.predict([0, 2]) == -0.5)
        #expect(ensemble.predict([0, 2.5]) == 1.5)
        #expect(ensemble.predict([0, .nan]) == -0.5)
        #expect(ensemble.expectedMargin == 0)
    }

    @Test func aLogisticModelsBaseIsAProbability() throws {
        let ensemble = try Self.read(Self.model(objective: "binary:logistic", baseScore: "2.5E-1"))
        #expect(abs(ensemble.baseMargin + 1.0986123) < 1e-6)
        #expect(abs(ensemble.predict([0, 0]) - 0.1092) < 1e-4)
    }

    /// What this program does not serve, rather than serve it wrongly.
    static let refused: [(name: String, bytes: [UInt8])] = [
        ("dart", model(booster: "dart")), ("several classes", model(classes: "3")),
        ("another objective", model(objective: "survival:cox")), ("categories", model(types: "[1, 0, 0]")),
        ("a loop to the root", model(left: "[0, -1, -1]")),
        ("a loop below", model(left: "[1, 1, -1]", right: "[2, 2, -1]")),
        ("a child outside", model(left: "[3, -1, -1]")), ("a negative child", model(left: "[-2, -1, -1]")),
        ("one child", model(right: "[-1, -1, -1]")), ("a short array", model(left: "[1, -1]")),
        ("no node", model(left: "[]")), ("a feature outside", model(features: "[2, 0, 0]")),
        ("no base", model(baseScore: "")), ("an infinite base", model(baseScore: "inf")),
        ("no JSON", Array("XRTREES".utf8)), ("nothing", []),
    ]

    @Test(arguments: refused.indices)
    func otherModelsAreRefused(index: Int) {
        #expect(throws: RegressionTreesError.self, "\(Self.refused[index].name)") {
            try Self.read(Self.refused[index].bytes)
        }
    }

    @Test func namesMustFitTheModel() {
        #expect(throws: RegressionTreesError.self) {
            try TreeEnsemble(xgboostJSON: Self.model(), featureNames: ["a"])
        }
    }
}
