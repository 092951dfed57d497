import CTextClassification

/// The inputs of one fit, N texts by F n-grams and D embedding dimensions, kept by row and by column.
package struct DesignMatrix: Sendable {
    package let rowCount: Int
    package let featureCount: Int
    package let dimension: Int
    package let classCount: Int
    /// Columns of parameter and score matrices: `classCount` rounded up to the kernels' lane count.
    package let stride: Int
    let labels: [UInt32]
    let rows: CompressedVectors
    let columns: CompressedVectors
    let dense: [Float]
    let denseTransposed: [Float]

    /// `dense` is N x D in row order, empty when there are no embeddings; `vectors` are empty vectors when there are no
    /// n-grams.
    package init(
        vectors: [SparseVector],
        featureCount: Int,
        dense: [Float],
        labels: [UInt32],
        classCount: Int
    ) {
        precondition(vectors.count == labels.count, "there must be one label for each row")
        precondition(!vectors.isEmpty, "a design needs at least one row")
        precondition(labels.allSatisfy { $0 < classCount }, "labels must be below the class count \(classCount)")
        rowCount = vectors.count
        self.featureCount = featureCount
        dimension = dense.count / vectors.count
        precondition(dimension * vectors.count == dense.count, "every row must have the same dense dimension")
        self.classCount = classCount
        stride = Self.stride(classCount: classCount)
        self.labels = labels
        rows = CompressedVectors(rows: vectors)
        columns = CompressedVectors(transposing: vectors, columnCount: featureCount)
        self.dense = dense
        var transposed = [Float](repeating: 0, count: dense.count)
        tc_transpose(dense, &transposed, rowCount, dimension)
        denseTransposed = transposed
    }

    package static func stride(classCount: Int) -> Int { (classCount + 7) / 8 * 8 }

    /// Calls `body` with the kernels' view of this design, valid during the call only.
    func withKernelDesign<Result>(_ body: (tc_design) -> Result) -> Result {
        labels.withUnsafeBufferPointer { labels in
            dense.withUnsafeBufferPointer { dense in
                denseTransposed.withUnsafeBufferPointer { denseTransposed in
                    rows.withPointers { rowStarts, rowColumns, rowValues in
                        columns.withPointers { columnStarts, columnRows, columnValues in
                            body(
                                tc_design(
                                    row_starts: rowStarts,
                                    row_columns: rowColumns,
                                    row_values: rowValues,
                                    column_starts: columnStarts,
                                    column_rows: columnRows,
                                    column_values: columnValues,
                                    dense: dimension > 0 ? dense.baseAddress : nil,
                                    dense_transposed: denseTransposed.baseAddress,
                                    labels: labels.baseAddress,
                                    rows: rowCount,
                                    features: featureCount,
                                    dimension: dimension,
                                    classes: classCount,
                                    stride: stride
                                )
                            )
                        }
                    }
                }
            }
        }
    }
}

/// Sparse vectors laid end to end: vector i occupies the entries `starts[i]..<starts[i + 1]`.
struct CompressedVectors: Sendable {
    private(set) var starts: [UInt32] = [0]
    private(set) var indices: [UInt32] = []
    private(set) var values: [Float] = []

    init(rows: [SparseVector]) {
        for row in rows {
            indices.append(contentsOf: row.columns)
            values.append(contentsOf: row.values)
            starts.append(UInt32(indices.count))
        }
    }

    init(transposing rows: [SparseVector], columnCount: Int) {
        starts = [UInt32](repeating: 0, count: columnCount + 1)
        for row in rows {
            for column in row.columns { starts[Int(column) + 1] += 1 }
        }
        for column in 0..<columnCount { starts[column + 1] += starts[column] }
        indices = [UInt32](repeating: 0, count: Int(starts[columnCount]))
        values = [Float](repeating: 0, count: indices.count)
        var next = starts
        for (row, vector) in rows.enumerated() {
            for (column, value) in zip(vector.columns, vector.values) {
                let position = Int(next[Int(column)])
                indices[position] = UInt32(row)
                values[position] = value
                next[Int(column)] += 1
            }
        }
    }

    func withPointers<Result>(
        _ body: (UnsafePointer<UInt32>?, UnsafePointer<UInt32>?, UnsafePointer<Float>?) -> Result
    ) -> Result {
        starts.withUnsafeBufferPointer { starts in
            indices.withUnsafeBufferPointer { indices in
                values.withUnsafeBufferPointer { values in
                    body(starts.baseAddress, indices.baseAddress, values.baseAddress)
                }
            }
        }
    }
}
