import CXGBoost

/// XGBoost's own copy of training rows.
final class DataMatrix {
    let handle: DMatrixHandle
    let rowCount: Int

    init(_ data: TrainingData, threads: Int) throws(RegressionTreesError) {
        handle = try Self.create(data.features, threads: threads)
        rowCount = data.rowCount
        try setFloats("label", data.labels)
        if let groups = data.groups {
            let sizes = groups.map(UInt32.init)
            try Library.check("XGDMatrixSetUIntInfo") {
                XGDMatrixSetUIntInfo(handle, "group", sizes, UInt64(sizes.count))
            }
        }
        if let weights = data.weights { try setFloats("weight", weights) }
    }

    deinit { XGDMatrixFree(handle) }

    private static func create(_ features: FeatureMatrix, threads: Int) throws(RegressionTreesError) -> DMatrixHandle {
        var created: DMatrixHandle?
        try features.values.withUnsafeBufferPointer { values throws(RegressionTreesError) in
            let interface = Library.arrayInterface(values, rows: features.rowCount, columns: features.featureCount)
            try Library.check("XGDMatrixCreateFromDense") {
                XGDMatrixCreateFromDense(interface, #"{"missing": NaN, "nthread": \#(threads)}"#, &created)
            }
        }
        guard let created else { throw .library(call: "XGDMatrixCreateFromDense", message: "no matrix came back") }
        return created
    }

    private func setFloats(_ field: String, _ values: [Float]) throws(RegressionTreesError) {
        try Library.check("XGDMatrixSetFloatInfo") {
            XGDMatrixSetFloatInfo(handle, field, values, UInt64(values.count))
        }
    }
}
