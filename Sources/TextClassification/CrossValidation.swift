/// Splits examples into parts of equal size and mixture: within each label, examples are dealt to the folds in turn.
///
/// The folds depend on the order of the examples alone, so that a training can be repeated.
package struct CrossValidation: Sendable {
    package let foldCount: Int
    /// For each example, its fold.
    package let folds: [Int]

    package init(labels: [UInt32], foldCount: Int) {
        precondition(foldCount >= 2, "foldCount must be at least 2 (is \(foldCount))")
        self.foldCount = foldCount
        var next: [UInt32: Int] = [:]
        folds = labels.map { label in
            let position = next[label, default: Int(label)]
            next[label] = position + 1
            return position % foldCount
        }
    }

    /// The examples to fit on while `fold` is held out.
    package func trainingRows(holdingOut fold: Int) -> [Int] { folds.indices.filter { folds[$0] != fold } }

    package func heldOutRows(of fold: Int) -> [Int] { folds.indices.filter { folds[$0] == fold } }
}
