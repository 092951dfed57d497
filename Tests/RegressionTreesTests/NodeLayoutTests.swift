import Testing

@testable import RegressionTrees

@Suite struct NodeLayoutTests {
    private static func split(
        _ feature: Int,
        _ threshold: Float = 1,
        missingGoesLeft: Bool = false
    ) -> TreeNodeRecord {
        .split(feature: feature, threshold: threshold, missingGoesLeft: missingGoesLeft, cover: 2)
    }

    private static func leaf(_ value: Float) -> TreeNodeRecord { .leaf(value: value, cover: 1) }

    private static func ensemble(_ trees: [TreeNodeRecord]...) throws -> TreeEnsemble {
        try TreeEnsemble(trees: trees, baseMargin: 100, link: .identity, featureNames: ["a", "b"])
    }

    /// Below the threshold left, at it and above right, missing where the split says.
    @Test func rowsTakeTheirBranch() throws {
        let ensemble = try Self.ensemble([
            Self.split(0, 5, missingGoesLeft: true), Self.split(1, 2), Self.leaf(3), Self.leaf(1), Self.leaf(2),
        ])
        #expect(ensemble.predict([4.9, 1.9]) == 101)
        #expect(ensemble.predict([4.9, 2]) == 102)
        #expect(ensemble.predict([5, 0]) == 103)
        #expect(ensemble.predict([.nan, .nan]) == 102)
        #expect(ensemble.predict([.infinity, 0]) == 103)
        #expect(ensemble.predict([-.infinity, -.infinity]) == 101)
    }

    @Test func treesAddUp() throws {
        let ensemble = try Self.ensemble([Self.leaf(1)], [Self.split(1), Self.leaf(10), Self.leaf(20)], [Self.leaf(5)])
        #expect(ensemble.predict([0, 0]) == 116)
        #expect(ensemble.expectedMargin == 121)
        #expect(try Self.ensemble().predict([0, 0]) == 100)
    }

    /// What is no tree, by the rule it breaks.
    static let malformed: [[TreeNodeRecord]] = [
        [],  // no root
        [split(0)],  // no children
        [split(0), leaf(1)],  // one child
        [leaf(1), leaf(2)],  // nodes without a parent
        [split(0), leaf(1), leaf(2), leaf(3)],
        [split(2), leaf(1), leaf(2)],  // features outside
        [split(-1), leaf(1), leaf(2)],
        [split(0, .nan), leaf(1), leaf(2)],  // numbers that are none
        [leaf(.infinity)],
        [leaf(.nan)],
        [.leaf(value: 1, cover: -1)],
        [.leaf(value: 1, cover: .nan)],
    ]

    @Test(arguments: malformed.indices)
    func whatIsNoTreeIsRefused(index: Int) {
        #expect(throws: RegressionTreesError.self) { try Self.ensemble(Self.malformed[index]) }
    }

    @Test func treesHaveABottom() throws {
        func chain(_ depth: Int) -> [TreeNodeRecord] {
            (0..<depth).reduce(into: [Self.split(0)]) { tree, level in
                tree += [Self.leaf(1), level == depth - 1 ? Self.leaf(2) : Self.split(0, Float(level))]
            }
        }
        #expect(try Self.ensemble(chain(TreeEnsemble.depthMax)).nodeCount == 2 * TreeEnsemble.depthMax + 1)
        #expect(throws: RegressionTreesError.self) { try Self.ensemble(chain(TreeEnsemble.depthMax + 1)) }
    }

    /// The longest path that contributions can walk, every step of it another feature.
    @Test func contributionsReachTheDeepestLeaf() throws {
        let depth = TreeEnsemble.depthMax
        let tree = (0..<depth).reduce(into: [Self.split(0)]) { tree, level in
            tree += [Self.leaf(Float(level)), level == depth - 1 ? Self.leaf(64) : Self.split(level + 1)]
        }
        let names = (0..<depth).map { "feature \($0)" }
        let ensemble = try TreeEnsemble(trees: [tree], baseMargin: 1, link: .identity, featureNames: names)
        let contributions = ensemble.contributions(Array(repeating: 1, count: depth))
        #expect(ensemble.predict(Array(repeating: 1, count: depth)) == 65)
        #expect(abs(contributions.margin - 65) < 1e-3)
    }

    /// A row may go where no training row went.
    @Test func contributionsSumUpWithoutTrainingRows() throws {
        let ensemble = try Self.ensemble([
            Self.split(0), .leaf(value: 10, cover: 0), .leaf(value: 4, cover: 3),
        ])
        let contributions = ensemble.contributions([0, 0])
        #expect(contributions.expected == 104)
        #expect(contributions.values == [6, 0])
    }
}
