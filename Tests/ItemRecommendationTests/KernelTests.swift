import CItemRecommendation
import SeededRandom
import Testing

@testable import ItemRecommendation

@Suite struct KernelTests {
    /// A symmetric positive definite matrix: random entries and a heavy diagonal.
    private func filled(_ count: Int, seed: UInt64) -> SymmetricMatrix {
        var random = SplitMix64(seed: seed)
        let matrix = SymmetricMatrix(count: count, diagonal: Float(count))
        for row in 0..<count {
            for column in 0...row { matrix.values[row * matrix.size + column] += Float(random.unit()) }
        }
        return matrix
    }

    private func full(_ matrix: SymmetricMatrix, _ row: Int, _ column: Int) -> Double {
        Double(matrix.values[max(row, column) * matrix.size + min(row, column)])
    }

    /// Sizes below, at and above the tile, the block of pivots and the block of rows.
    @Test(arguments: [1, 5, 47, 48, 49, 96, 239, 240, 241, 331])
    func inverseTimesMatrixIsTheIdentity(count: Int) throws {
        let original = filled(count, seed: 3)
        let inverse = filled(count, seed: 3)
        try inverse.invertNegated(threads: 2)
        for row in 0..<count {
            for column in [0, count / 2, count - 1] {
                let product = (0..<count).reduce(0.0) { $0 - full(inverse, row, $1) * full(original, $1, column) }
                #expect(abs(product - (row == column ? 1 : 0)) < 1e-4, "row \(row), column \(column)")
            }
        }
    }

    @Test func inverseDoesNotDependOnThreads() throws {
        let single = filled(301, seed: 5)
        let several = filled(301, seed: 5)
        try single.invertNegated(threads: 1)
        try several.invertNegated(threads: 4)
        for row in 0..<301 {
            for column in 0...row { #expect(full(single, row, column) == full(several, row, column)) }
        }
    }

    @Test func indefiniteMatrixIsRefused() {
        let matrix = SymmetricMatrix(count: 2, diagonal: 1)
        matrix.values[matrix.size] = 2
        #expect(throws: ItemRecommendationError.notPositiveDefinite(items: 48)) {
            try matrix.invertNegated(threads: 1)
        }
    }

    @Test func gatheredRowsAreThoseOfTheSymmetricMatrix() {
        let matrix = filled(40, seed: 9)
        var panel = [Float](repeating: -1, count: matrix.size * 16)
        ir_gather_rows(matrix.values, matrix.size, 16, &panel)
        for column in 0..<40 {
            for lane in 0..<16 { #expect(Double(panel[column * 16 + lane]) == full(matrix, 16 + lane, column)) }
        }
    }

    @Test func solvingUndoesMultiplying() {
        let matrix: [Double] = [4, 2, 0.5, 2, 5, 1, 0.5, 1, 3]
        let solution: [Double] = [1, -2, 3]
        let right = (0..<3).map { row in (0..<3).reduce(0.0) { $0 + matrix[row * 3 + $1] * solution[$1] } }
        for (found, expected) in zip(Cholesky.solve(matrix, right), solution) { #expect(abs(found - expected) < 1e-12) }
    }
}
