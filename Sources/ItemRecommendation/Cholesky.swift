/// A = L L' of small matrices in double precision, row-major.
enum Cholesky {
    /// Returns L with zeros above the diagonal. Where a row depends on earlier ones but for rounding, its diagonal is
    /// infinite: dividing by it then drops the row, so that a matrix of lower rank has a usable factor too.
    static func factor(_ matrix: [Double], size: Int) -> [Double] {
        var lower = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                var sum = matrix[row * size + column]
                for k in 0..<column { sum -= lower[row * size + k] * lower[column * size + k] }
                if row != column {
                    lower[row * size + column] = sum / lower[column * size + column]
                } else {
                    let isDependent = sum <= 1e-10 * matrix[row * size + row]
                    lower[row * size + row] = isDependent ? .infinity : sum.squareRoot()
                }
            }
        }
        return lower
    }

    /// Solves A x = right for symmetric positive definite A.
    static func solve(_ matrix: [Double], _ right: [Double]) -> [Double] {
        let size = right.count
        let lower = factor(matrix, size: size)
        var solution = right
        for row in 0..<size {
            for k in 0..<row { solution[row] -= lower[row * size + k] * solution[k] }
            solution[row] /= lower[row * size + row]
        }
        for row in (0..<size).reversed() {
            for k in (row + 1)..<max(size, row + 1) { solution[row] -= lower[k * size + row] * solution[k] }
            solution[row] /= lower[row * size + row]
        }
        return solution
    }
}
