import Synchronization

/// Keeps what was read from the database until it changes there.
///
/// A reader takes a ticket before it reads. What it read is kept only if the key was not dropped since, so that nothing
/// old comes back after a write, whichever of the two is slower. What depends on other keys too is read again when it is
/// `ageMax` old.
final class FreshCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    struct Ticket: Sendable {
        fileprivate let drop: UInt64
    }

    private struct Entry {
        let value: Value
        let readAt: Int64
    }

    private struct State {
        var values: GenerationCache<Key, Entry>
        /// Counts calls of `drop`.
        var drops: UInt64 = 0
        /// The latest drop of a key; keys that are not in it were not dropped after `floor`.
        var latestDrop: [Key: UInt64] = [:]
        var floor: UInt64 = 0
    }

    private let state: Mutex<State>
    private let rememberedMax: Int
    private let ageMaxMilliseconds: Int64

    init(entriesMax: Int, ageMaxMilliseconds: Int64) {
        rememberedMax = entriesMax
        self.ageMaxMilliseconds = ageMaxMilliseconds
        state = Mutex(State(values: GenerationCache(entriesMax: entriesMax)))
    }

    /// The kept value, or a ticket for `keep`. `now` is in Unix milliseconds.
    func look(_ key: Key, now: Int64) -> (value: Value?, ticket: Ticket) {
        state.withLock { state in
            let entry = state.values.value(for: key)
            let isFresh = entry.map { (0..<ageMaxMilliseconds).contains(now - $0.readAt) } ?? false
            return (isFresh ? entry?.value : nil, Ticket(drop: state.drops))
        }
    }

    func keep(_ value: Value, for key: Key, _ ticket: Ticket, now: Int64) {
        state.withLock { state in
            guard (state.latestDrop[key] ?? state.floor) <= ticket.drop else { return }
            state.values.insert(Entry(value: value, readAt: now), for: key)
        }
    }

    /// Call after the change is committed and before it is acknowledged.
    func drop(_ keys: some Sequence<Key>) {
        state.withLock { state in
            state.drops += 1
            for key in keys {
                state.values.remove(key)
                state.latestDrop[key] = state.drops
            }
            guard state.latestDrop.count > rememberedMax else { return }
            state.floor = state.drops
            state.latestDrop = [:]
        }
    }
}
