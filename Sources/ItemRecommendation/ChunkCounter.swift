import Synchronization

/// Hands out 0..<count, each once, to whoever asks.
final class ChunkCounter: Sendable {
    private let next = Atomic<Int>(0)
    private let count: Int

    init(_ count: Int) {
        self.count = count
    }

    func take() -> Int? {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < count ? index : nil
    }
}
