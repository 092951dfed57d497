import Synchronization

@testable import Inference

/// A model whose vectors tell what was encoded: the length of the text, and the number of the pass.
final class FakeEmbeddingModel: EmbeddingModel {
    /// What a test reads of a model that is out of its hands.
    final class Journal: Sendable {
        private let batches = Mutex<[[String]]>([])

        var all: [[String]] { batches.withLock { $0 } }

        func add(_ batch: [String]) -> Int {
            batches.withLock { batches in
                batches.append(batch)
                return batches.count
            }
        }
    }

    /// A batch that holds this text fails.
    static let poison = "poison"

    let description = ModelDescription(
        name: "fake",
        architecture: "none",
        quantisation: "none",
        sizeBytes: 1,
        sha256: [UInt8](repeating: 7, count: 32),
        contextTokens: 16,
        dimensions: 2
    )
    private let journal: Journal

    init(journal: Journal = Journal()) {
        self.journal = journal
    }

    func encode(_ inputs: [EmbeddingInput]) throws -> [Embedding] {
        let pass = journal.add(inputs.map(\.text))
        guard !inputs.contains(where: { $0.text == Self.poison }) else {
            throw InferenceError.encodingFailed(status: 1)
        }
        return inputs.map { Embedding(values: [Float($0.text.count), Float(pass)], tokens: 3, isTruncated: false) }
    }

    func countTokens(of text: String) -> Int { text.count }
}
