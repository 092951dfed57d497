import Synchronization

/// Something that happens once, and that tests wait for instead of sleeping.
final class Signal: Sendable {
    private let state = Mutex(State())

    private struct State {
        var isFired = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    func fire() {
        let waiters = state.withLock { state in
            state.isFired = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func wait() async {
        await withCheckedContinuation { waiter in
            let isFired = state.withLock { state in
                if !state.isFired { state.waiters.append(waiter) }
                return state.isFired
            }
            if isFired { waiter.resume() }
        }
    }
}

/// What a handler does that nobody lets finish.
func waitUntilCancelled() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    for await _ in stream {}
    withExtendedLifetime(continuation) {}
    throw CancellationError()
}

/// A value that is known only after the closures that need it.
final class Late<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func set(_ newValue: Value) {
        value.withLock { $0 = newValue }
    }

    func get() throws -> Value {
        guard let value = value.withLock({ $0 }) else { throw Missing() }
        return value
    }

    struct Missing: Error {}
}

/// Counts from any thread.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    func increment() {
        count.wrappingAdd(1, ordering: .relaxed)
    }
}
