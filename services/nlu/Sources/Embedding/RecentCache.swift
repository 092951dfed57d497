/// Keeps what was used lately, in constant time: two generations, of which the older goes when the younger is full.
///
/// It holds between `generationSize` and twice as many entries; an entry that is used again moves to the younger
/// generation.
struct RecentCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let generationSize: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    init(generationSize: Int) {
        precondition(generationSize >= 1, "generationSize must be at least 1 (is \(generationSize))")
        self.generationSize = generationSize
    }

    var count: Int { young.count + old.count }

    var emptied: RecentCache { RecentCache(generationSize: generationSize) }

    mutating func value(for key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old.removeValue(forKey: key) else { return nil }
        insert(value, for: key)
        return value
    }

    mutating func insert(_ value: Value, for key: Key) {
        old.removeValue(forKey: key)
        young[key] = value
        if young.count >= generationSize {
            old = young
            young = [:]
        }
    }
}
