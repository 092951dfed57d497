/// What can go wrong while a classifier is trained, stored or loaded.
package enum TextClassificationError: Error, Equatable, CustomStringConvertible {
    case noExamples
    case tooFewLabels(count: Int)
    case embeddingCount(expected: Int, actual: Int)
    case embeddingDimension(row: Int, expected: Int, actual: Int)
    case embeddingNotFinite(row: Int)
    case notAModelFile(found: String)
    case unsupportedModelVersion(found: UInt32, supported: UInt32)
    case truncatedModel(expectedBytes: Int, actualBytes: Int)
    case damagedModel(expectedChecksum: UInt32, actualChecksum: UInt32)
    case inconsistentModel(reason: String)

    package var description: String {
        switch self {
        case .noExamples:
            "there are no training examples; a classifier needs at least two labels with one example each"
        case .tooFewLabels(let count):
            "the training examples have \(count) label; a classifier needs at least two"
        case .embeddingCount(let expected, let actual):
            "\(actual) embeddings came with \(expected) training examples; there must be one for each"
        case .embeddingDimension(let row, let expected, let actual):
            "the embedding of example \(row) has \(actual) dimensions where \(expected) were expected"
        case .embeddingNotFinite(let row):
            "the embedding of example \(row) holds a value that is not a finite number"
        case .notAModelFile(let found):
            "the file starts with \(found) and not with XRTEXTCL, so it is no text classifier"
        case .unsupportedModelVersion(let found, let supported):
            "the model file has version \(found), but this program reads version \(supported); train it again"
        case .truncatedModel(let expectedBytes, let actualBytes):
            "the model file has \(actualBytes) bytes where at least \(expectedBytes) were expected; it was cut short"
        case .damagedModel(let expectedChecksum, let actualChecksum):
            "the model file's checksum is \(actualChecksum) where \(expectedChecksum) is recorded; it is damaged"
        case .inconsistentModel(let reason):
            "the model file contradicts itself: \(reason)"
        }
    }
}
