import NIOCore

/// A token's number in a model's vocabulary.
typealias Token = Int32

/// Decides, pass by pass, which tokens of which sequences the model computes next: continuous batching, where texts
/// join and leave between any two passes (Yu et al., "Orca", OSDI 2022), with long prompts computed in chunks beside
/// the texts that are being written (Agrawal et al., "Sarathi-Serve", OSDI 2024), and with the keys and values of a
/// prompt's known beginning reused.
///
/// A sequence is a place in the model's key-value cache. It keeps what it holds after its text has ended, so that the
/// next prompt that begins alike computes only the rest.
struct BatchSchedule {
    struct Limits: Sendable, Hashable {
        /// Texts that are written at once.
        var sequencesMax = 4
        /// Tokens that one pass computes; a longer prompt takes several passes.
        var passTokensMax = 256
        /// Tokens of one text, prompt and answer together.
        var contextTokens = 4_096
        /// Tokens that all sequences keep together.
        var cacheTokens = 8_192
        /// Texts that wait for a sequence.
        var waitingMax = 64
        /// False for models whose state cannot be cut back to an earlier token.
        var reusesPrefixes = true
    }

    typealias RequestID = Int

    /// What has to happen to the cache before a pass.
    enum CacheChange: Hashable {
        /// The sequence keeps its first `count` tokens.
        case cut(sequence: Int, count: Int)
        /// The sequence, which is empty, takes over the first `count` tokens of another.
        case copy(from: Int, to: Int, count: Int)
    }

    struct Entry: Hashable {
        var request: RequestID
        var sequence: Int
        var token: Token
        var position: Int
        /// True where the model is asked which token follows.
        var isSampled: Bool
    }

    struct Pass: Hashable {
        var changes: [CacheChange] = []
        var entries: [Entry] = []
    }

    enum Action: Hashable {
        case idle
        /// The deadline of these has passed; they are forgotten.
        case expire([RequestID])
        case compute(Pass)
    }

    private struct Request {
        /// Prompt, then answer.
        var tokens: [Token]
        let promptCount: Int
        let tokensMax: Int
        let deadline: NIODeadline?
        let order: Int
        /// Tokens of the prompt that were in the cache already.
        var reusedCount = 0
        var sequence: Int?

        var reservation: Int { promptCount + tokensMax }
    }

    private struct Sequence {
        /// Tokens whose keys and values are in the cache, from position 0 on.
        var cached: [Token] = []
        var request: RequestID?
        var lastUse = 0
    }

    let limits: Limits
    private var requests: [RequestID: Request] = [:]
    private var waiting: [RequestID] = []
    private var sequences: [Sequence]
    private var nextOrder = 0
    private var changes: [CacheChange] = []

    init(limits: Limits = Limits()) {
        self.limits = limits
        sequences = [Sequence](repeating: Sequence(), count: limits.sequencesMax)
    }

    var waitingCount: Int { waiting.count }
    var activeCount: Int { requests.count - waiting.count }
    var isEmpty: Bool { requests.isEmpty }

    /// Prompt tokens that are to be computed before a text that arrives now gets its first token.
    var promptTokensAhead: Int {
        requests.values.reduce(0) { $0 + max(0, $1.promptCount - computedCount($1)) }
    }

    /// Of the request's prompt, the tokens that were reused; nil when it is not active.
    func reusedCount(of id: RequestID) -> Int? { requests[id]?.reusedCount }

    private func computedCount(_ request: Request) -> Int {
        request.sequence.map { sequences[$0].cached.count } ?? 0
    }
}

extension BatchSchedule {
    /// Accepts a prompt of at least one token, to be continued by at most `tokensMax`.
    mutating func add(
        _ id: RequestID,
        prompt: [Token],
        tokensMax: Int,
        deadline: NIODeadline? = nil
    ) throws(InferenceError) {
        guard !prompt.isEmpty else { throw .emptyPrompt }
        guard prompt.count + tokensMax <= min(limits.contextTokens, limits.cacheTokens) else {
            throw .promptTooLong(
                tokens: prompt.count,
                answer: tokensMax,
                max: min(limits.contextTokens, limits.cacheTokens)
            )
        }
        guard waiting.count < limits.waitingMax else {
            throw .generationQueueFull(waiting: waiting.count, max: limits.waitingMax)
        }
        requests[id] = Request(
            tokens: prompt,
            promptCount: prompt.count,
            tokensMax: tokensMax,
            deadline: deadline,
            order: nextOrder
        )
        nextOrder += 1
        waiting.append(id)
    }

    mutating func next(now: NIODeadline) -> Action {
        let late = requests.filter { $0.value.deadline.map { $0 <= now } ?? false }.map(\.key).sorted()
        guard late.isEmpty else {
            for id in late { remove(id) }
            return .expire(late)
        }
        admit()
        let pass = Pass(changes: changes, entries: entries())
        guard !pass.entries.isEmpty else { return .idle }
        changes = []
        return .compute(pass)
    }

    /// Notes that a pass has been computed: its tokens are in the cache now.
    mutating func complete(_ pass: Pass) {
        for entry in pass.entries { sequences[entry.sequence].cached.append(entry.token) }
    }

    /// Appends the token that the model chose. Answers false when the text has reached its length: the caller then
    /// removes it.
    mutating func append(_ token: Token, to id: RequestID) -> Bool {
        guard var request = requests.removeValue(forKey: id) else { return false }
        request.tokens.append(token)
        let written = request.tokens.count - request.promptCount
        requests[id] = request
        return written < request.tokensMax
    }

    /// Forgets a request, be it done, cancelled or failed. What its sequence holds stays for prompts that begin alike.
    mutating func remove(_ id: RequestID) {
        guard let request = requests.removeValue(forKey: id) else { return }
        waiting.removeAll { $0 == id }
        guard let sequence = request.sequence else { return }
        sequences[sequence].request = nil
        if !limits.reusesPrefixes { cut(sequence, to: 0) }
    }

    /// Forgets every request and everything cached, after a pass that failed in the middle. Answers the requests.
    mutating func reset() -> [RequestID] {
        let all = requests.keys.sorted()
        for id in all { remove(id) }
        for sequence in sequences.indices {
            sequences[sequence].cached = []
            changes.append(.cut(sequence: sequence, count: 0))
        }
        return all
    }
}

// MARK: Who gets a sequence, and what it may keep

extension BatchSchedule {
    private mutating func admit() {
        while let id = waiting.first, let request = requests[id], makeRoom(for: request) {
            guard let (sequence, reused) = place(request.tokens) else { return }
            waiting.removeFirst()
            requests[id]?.sequence = sequence
            requests[id]?.reusedCount = reused
            sequences[sequence].request = id
            sequences[sequence].lastUse = nextOrder
            nextOrder += 1
        }
    }

    /// True when the cache can take the whole text; idle sequences are emptied for it, longest unused first.
    private mutating func makeRoom(for request: Request) -> Bool {
        let reserved = requests.values.filter { $0.sequence != nil }.reduce(0) { $0 + $1.reservation }
        let free = limits.cacheTokens - reserved
        guard request.reservation <= free, sequences.contains(where: { $0.request == nil }) else { return false }
        let best = bestPrefix(of: request.tokens)?.sequence
        // What this text will reuse is emptied last.
        let idle = idleSequences().filter { $0 != best } + idleSequences().filter { $0 == best }
        var kept = idle.reduce(0) { $0 + sequences[$1].cached.count }
        for sequence in idle where kept + request.reservation > free {
            kept -= sequences[sequence].cached.count
            // The beginning that the text brings itself is counted in its own reservation.
            let shared = sequence == best ? bestPrefix(of: request.tokens)?.count ?? 0 : 0
            cut(sequence, to: shared)
        }
        return true
    }

    /// Chooses an idle sequence and puts the prompt's known beginning there. Answers how many tokens that are.
    private mutating func place(_ tokens: [Token]) -> (sequence: Int, reused: Int)? {
        let idle = idleSequences()
        guard let oldest = idle.first else { return nil }
        guard let best = bestPrefix(of: tokens) else {
            cut(oldest, to: 0)
            return (oldest, 0)
        }
        // Continued in place where little is lost by it, or where there is no other place.
        let isIdle = sequences[best.sequence].request == nil
        let losesLittle = best.count * 2 >= sequences[best.sequence].cached.count
        if isIdle, losesLittle || idle.count == 1 {
            cut(best.sequence, to: best.count)
            return (best.sequence, best.count)
        }
        let other = idle.first { $0 != best.sequence } ?? oldest
        cut(other, to: 0)
        changes.append(.copy(from: best.sequence, to: other, count: best.count))
        sequences[other].cached = Array(tokens.prefix(best.count))
        return (other, best.count)
    }

    /// The sequence that holds most of the prompt's beginning. The last token is always computed: its answer is new.
    private func bestPrefix(of tokens: [Token]) -> (sequence: Int, count: Int)? {
        guard limits.reusesPrefixes else { return nil }
        let lengths = sequences.indices.map { sequence in
            (sequence, commonPrefix(sequences[sequence].cached, tokens.dropLast()))
        }
        guard let best = lengths.max(by: { $0.1 < $1.1 }), best.1 > 0 else { return nil }
        return best
    }

    private func commonPrefix(_ one: [Token], _ other: ArraySlice<Token>) -> Int {
        zip(one, other).prefix { $0 == $1 }.count
    }

    private func idleSequences() -> [Int] {
        sequences.indices.filter { sequences[$0].request == nil }
            .sorted { sequences[$0].lastUse < sequences[$1].lastUse }
    }

    private mutating func cut(_ sequence: Int, to count: Int) {
        guard sequences[sequence].cached.count > count else { return }
        sequences[sequence].cached.removeLast(sequences[sequence].cached.count - count)
        changes.append(.cut(sequence: sequence, count: count))
    }
}

// MARK: What one pass computes

extension BatchSchedule {
    /// One token for each text that is being written, then prompts in the order of arrival as far as the pass goes.
    private func entries() -> [Entry] {
        let active = requests.filter { $0.value.sequence != nil }.sorted { $0.value.order < $1.value.order }
        let isWriting = { (request: Request) in request.tokens.count - computedCount(request) == 1 }
        let writing = active.filter { isWriting($0.value) }
        let reading = active.filter { !isWriting($0.value) }
        var entries: [Entry] = []
        for (id, request) in writing + reading {
            guard let sequence = request.sequence else { continue }
            let first = sequences[sequence].cached.count
            let last = min(request.tokens.count, first + limits.passTokensMax - entries.count)
            guard first < last else { continue }
            for position in first..<last {
                entries.append(
                    Entry(
                        request: id,
                        sequence: sequence,
                        token: request.tokens[position],
                        position: position,
                        isSampled: position == request.tokens.count - 1
                    )
                )
            }
        }
        return entries
    }
}
