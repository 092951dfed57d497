/// What can go wrong while trees are trained, stored or loaded.
package enum RegressionTreesError: Error, Equatable, CustomStringConvertible {
    case settingOutOfRange(name: String, value: String, range: String)
    case noRows(of: String)
    case wrongCount(of: String, actual: Int, expected: Int)
    case invalidValue(of: String, row: Int, value: Float, allowed: String)
    case repeatedFeature(name: String)
    case missingGroups
    case unusedGroups
    case otherFeatures(found: [String], expected: [String])
    case tooFewCalibrationRows(count: Int, needed: Int)
    /// XGBoost refused; the message is its own.
    case library(call: String, message: String)
    case malformedModel(reason: String)
    case unsupportedModel(reason: String)
    case notATreeFile(found: String)
    case otherKindOfTreeFile(found: UInt32, expected: UInt32)
    case unsupportedVersion(found: UInt32, supported: UInt32)
    case truncatedFile(expectedBytes: Int, actualBytes: Int)
    case damagedFile(recordedChecksum: UInt32, actualChecksum: UInt32)

    package var description: String {
        switch self {
        case .settingOutOfRange(let name, let value, let range):
            "the training setting \(name) is \(value); it must be \(range)"
        case .noRows(let part):
            "the \(part) data has no rows; at least one is needed"
        case .wrongCount(let part, let actual, let expected):
            "there are \(actual) \(part) where \(expected) are expected"
        case .invalidValue(let part, let row, let value, let allowed):
            "the \(part) of row \(row) is \(value); it must be \(allowed)"
        case .repeatedFeature(let name):
            "the feature name \(name.debugDescription) is empty or given twice; each must be its own"
        case .missingGroups:
            "a ranking objective needs groups: the number of rows of each list, in order"
        case .unusedGroups:
            "groups are given, but only a ranking objective knows what to do with them; leave them out"
        case .otherFeatures(let found, let expected):
            "the trees were trained on the features \(found), but this program computes \(expected); train again"
        case .tooFewCalibrationRows(let count, let needed):
            "the calibration data has \(count) rows; this coverage needs at least \(needed)"
        case .library(let call, let message):
            "XGBoost's \(call) failed: \(message)"
        case .malformedModel(let reason):
            "the trees contradict themselves: \(reason)"
        case .unsupportedModel(let reason):
            "the model is of a kind that is not served here: \(reason)"
        case .notATreeFile(let found):
            "the file starts with \(found) and not with XRTREES, so it holds no regression trees"
        case .otherKindOfTreeFile(let found, let expected):
            "the tree file is of kind \(found), but kind \(expected) is expected (1 one ensemble, 2 intervals)"
        case .unsupportedVersion(let found, let supported):
            "the tree file has version \(found), but this program reads version \(supported); train again"
        case .truncatedFile(let expectedBytes, let actualBytes):
            "the tree file has \(actualBytes) bytes where \(expectedBytes) are expected; it was cut short or extended"
        case .damagedFile(let recordedChecksum, let actualChecksum):
            "the tree file's checksum is \(actualChecksum) where \(recordedChecksum) is recorded; it is damaged"
        }
    }
}
