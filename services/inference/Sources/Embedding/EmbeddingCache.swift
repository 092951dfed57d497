/// The embeddings used last, at most `capacity` of them.
///
/// Entries form a ring ordered by use: `entries[0]` is a sentinel whose `next` is the newest and whose `previous` is
/// the oldest entry. A full cache writes the new entry over the oldest one.
struct EmbeddingCache {
    private struct Entry {
        var input: EmbeddingInput
        var embedding: Embedding
        var previous: Int
        var next: Int
    }

    /// Longer texts are rarely asked for twice and would let a few callers fill the memory.
    static let textBytesMax = 1_024

    let capacity: Int
    private var entries: [Entry]
    private var indices: [EmbeddingInput: Int] = [:]

    init(capacity: Int) {
        precondition(capacity >= 0, "a cache's capacity must not be negative (is \(capacity))")
        self.capacity = capacity
        let nothing = Embedding(values: [], tokens: 0, isTruncated: false)
        entries = [Entry(input: EmbeddingInput(purpose: .query, text: ""), embedding: nothing, previous: 0, next: 0)]
    }

    var count: Int { indices.count }

    mutating func find(_ input: EmbeddingInput) -> Embedding? {
        guard let index = indices[input] else { return nil }
        unlink(index)
        linkAsNewest(index)
        return entries[index].embedding
    }

    mutating func insert(_ embedding: Embedding, for input: EmbeddingInput) {
        guard capacity > 0, input.text.utf8.count <= Self.textBytesMax, find(input) == nil else { return }
        let index: Int
        if count < capacity {
            index = entries.count
            entries.append(Entry(input: input, embedding: embedding, previous: index, next: index))
        } else {
            index = entries[0].previous
            unlink(index)
            indices[entries[index].input] = nil
            entries[index].input = input
            entries[index].embedding = embedding
        }
        indices[input] = index
        linkAsNewest(index)
    }

    private mutating func unlink(_ index: Int) {
        let entry = entries[index]
        entries[entry.previous].next = entry.next
        entries[entry.next].previous = entry.previous
    }

    private mutating func linkAsNewest(_ index: Int) {
        let newest = entries[0].next
        entries[index].previous = 0
        entries[index].next = newest
        entries[newest].previous = index
        entries[0].next = index
    }
}
