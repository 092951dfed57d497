/// Rows of named features; a value that is missing is NaN.
package struct FeatureMatrix: Sendable, Equatable {
    package let names: [String]
    package private(set) var rowCount: Int
    /// Row by row, `names.count` values each. None is infinite.
    package private(set) var values: [Float]

    package var featureCount: Int { names.count }

    /// - Parameter values: row by row.
    package init(names: [String], values: [Float] = []) throws(RegressionTreesError) {
        guard !names.isEmpty else { throw .wrongCount(of: "features", actual: 0, expected: 1) }
        var seen: Set<String> = [""]
        for name in names where !seen.insert(name).inserted { throw .repeatedFeature(name: name) }
        guard values.count.isMultiple(of: names.count) else {
            let whole = (values.count / names.count + 1) * names.count
            throw .wrongCount(of: "feature values", actual: values.count, expected: whole)
        }
        try Self.refuseInfinity(in: values, names: names, firstRow: 0)
        self.names = names
        self.values = values
        rowCount = values.count / names.count
    }

    package mutating func append(_ row: [Float]) throws(RegressionTreesError) {
        guard row.count == featureCount else {
            throw .wrongCount(of: "feature values", actual: row.count, expected: featureCount)
        }
        try Self.refuseInfinity(in: row, names: names, firstRow: rowCount)
        values += row
        rowCount += 1
    }

    package subscript(row index: Int) -> ArraySlice<Float> {
        values[index * featureCount..<(index + 1) * featureCount]
    }

    func requireNames(_ expected: [String]) throws(RegressionTreesError) {
        guard names == expected else { throw .otherFeatures(found: expected, expected: names) }
    }

    /// XGBoost cannot bin an infinity, and says so without its place.
    private static func refuseInfinity(
        in values: [Float],
        names: [String],
        firstRow: Int
    ) throws(RegressionTreesError) {
        guard let index = values.firstIndex(where: \.isInfinite) else { return }
        throw .invalidValue(
            of: "feature " + names[index % names.count],
            row: firstRow + index / names.count,
            value: values[index],
            allowed: "finite, or NaN where it is missing"
        )
    }
}
