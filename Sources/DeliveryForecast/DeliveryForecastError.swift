package import RegressionTrees

/// Why past parcels gave no forecaster, or a file holds none.
package enum DeliveryForecastError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case line(path: String, line: Int, reason: String)
    case tooFewParcels(count: Int, needed: Int)
    case notAForecastFile(path: String)
    case unsupportedVersion(path: String, found: UInt32, supported: UInt32)
    case damaged(path: String, reason: String)
    case trees(RegressionTreesError)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "\(path) cannot be read: \(reason)"
        case .line(let path, let line, let reason):
            "\(path):\(line): \(reason)"
        case .tooFewParcels(let count, let needed):
            "there are \(count) delivered parcels with scans; at least \(needed) are needed to learn from"
        case .notAForecastFile(let path):
            "\(path) is no delivery forecast; make one with `xiaoer train delivery`"
        case .unsupportedVersion(let path, let found, let supported):
            "\(path) has version \(found), this release reads version \(supported); train it again"
        case .damaged(let path, let reason):
            "\(path) is damaged (\(reason)); train it again, or restore the shipped one"
        case .trees(let error):
            error.description
        }
    }
}
