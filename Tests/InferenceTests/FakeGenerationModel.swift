import Synchronization

@testable import Inference

/// A model that writes back, byte by byte, what stands in its prompt between two marks, then ends. Tokens are bytes.
///
/// It checks what a real cache would punish: every token comes at the position that follows what its sequence holds.
final class FakeGenerationModel: GenerationModel {
    /// What a test reads of a model that is out of its hands.
    final class Journal: Sendable {
        private let passes = Mutex<[BatchSchedule.Pass]>([])
        private let open = Mutex(0)

        var all: [BatchSchedule.Pass] { passes.withLock { $0 } }
        /// Samplers that were made and not freed.
        var openTexts: Int { open.withLock { $0 } }

        func add(_ pass: BatchSchedule.Pass) { passes.withLock { $0.append(pass) } }
        func count(_ change: Int) { open.withLock { $0 += change } }
    }

    static let end: Token = 256
    /// A pass that holds this byte fails.
    static let poison: Token = 0
    private static let mark: Token = 1

    let description = ModelDescription(
        name: "fake-writer",
        architecture: "none",
        quantisation: "none",
        sizeBytes: 1,
        sha256: [UInt8](repeating: 7, count: 32),
        contextTokens: 1_000,
        dimensions: 0
    )
    let reusesPrefixes = true
    private let journal: Journal
    private var cache: [Int: [Token]] = [:]
    private var pass = BatchSchedule.Pass()

    init(journal: Journal = Journal()) {
        self.journal = journal
    }

    func tokens(of text: String, readsMarks: Bool) -> [Token] { text.utf8.map { Token($0) } }
    func bytes(of token: Token) -> [UInt8] { [UInt8(truncatingIfNeeded: token)] }
    func isEnd(_ token: Token) -> Bool { token == Self.end }

    func layOut(_ messages: [ChatMessage]) -> String {
        messages.map { "[\($0.role.rawValue)]\($0.content)" }.joined()
    }

    func begin(_ id: BatchSchedule.RequestID, _ request: GenerationRequest) throws(InferenceError) {
        if case .grammar("broken") = request.constraint { throw .grammarInvalid(reason: "broken") }
        journal.count(1)
    }

    func end(_ id: BatchSchedule.RequestID) { journal.count(-1) }

    func compute(_ pass: BatchSchedule.Pass) throws(InferenceError) {
        journal.add(pass)
        for change in pass.changes {
            switch change {
            case .cut(let sequence, let count): cache[sequence] = Array((cache[sequence] ?? []).prefix(count))
            case .copy(let from, let to, let count): cache[to] = Array((cache[from] ?? []).prefix(count))
            }
        }
        guard !pass.entries.contains(where: { $0.token == Self.poison }) else {
            cache = [:]
            throw .computingFailed(status: -3)
        }
        for entry in pass.entries {
            guard cache[entry.sequence, default: []].count == entry.position else {
                throw .computingFailed(status: entry.position)
            }
            cache[entry.sequence, default: []].append(entry.token)
        }
        self.pass = pass
    }

    func sample(
        _ index: Int,
        for id: BatchSchedule.RequestID,
        wantsLogProbability: Bool
    ) throws(InferenceError) -> ScoredToken {
        let held = cache[pass.entries[index].sequence] ?? []
        // What follows the second mark is what was written so far.
        let parts = held.split(separator: Self.mark, maxSplits: 2, omittingEmptySubsequences: false)
        let answer = parts.count > 1 ? parts[1] : []
        let written = parts.count > 2 ? parts[2].count : 0
        let token = written < answer.count ? answer[answer.startIndex + written] : Self.end
        return ScoredToken(token: token, logProbability: -0.5)
    }

    /// A prompt that makes the model write `answer`.
    static func prompt(_ words: String = "", writing answer: String) -> String { "\(words)\u{1}\(answer)\u{1}" }
}
