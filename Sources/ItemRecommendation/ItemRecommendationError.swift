/// What can be wrong with the input of a recommender.
package enum ItemRecommendationError: Error, Hashable, CustomStringConvertible {
    case unreadableFile(path: String, reason: String)
    case emptyFile(path: String)
    case missingItems(path: String, line: Int)
    case notText(path: String, line: Int)
    case noEvaluableUsers(itemsMin: Int)
    case notPositiveDefinite(items: Int)
    case treeTraining(reason: String)
    case modelFile(reason: String)

    package var description: String {
        switch self {
        case .unreadableFile(let path, let reason): "cannot read \(path): \(reason)"
        case .emptyFile(let path): "\(path) holds no sequence: expected a line a user, the user and then items"
        case .missingItems(let path, let line):
            "\(path), line \(line): a user without items; expected the user and then items, separated by spaces"
        case .notText(let path, let line):
            "\(path), line \(line): not text in UTF-8; expected the user and then items, separated by spaces"
        case .noEvaluableUsers(let itemsMin): "no user has \(itemsMin) items or more, so nothing can be held out"
        case .notPositiveDefinite(let items):
            "the item matrix of \(items) items is not positive definite: raise the penalty of the linear models"
        case .treeTraining(let reason): "the ranking trees cannot be trained: \(reason)"
        case .modelFile(let reason): "not a usable recommendation model: \(reason)"
        }
    }
}
