import Synchronization

/// A value over all customers, which is too much to make for each question and may be some seconds old.
final class TimedCache<Value: Sendable>: Sendable {
    private struct Latest {
        let value: Value
        let madeAt: Int64
    }

    private let ageMaxMilliseconds: Int64
    private let make: @Sendable (_ now: Int64) async throws -> Value
    private let latest = Mutex<Latest?>(nil)

    init(ageMaxMilliseconds: Int64, make: @escaping @Sendable (_ now: Int64) async throws -> Value) {
        self.ageMaxMilliseconds = ageMaxMilliseconds
        self.make = make
    }

    /// Several callers at once may make it, each the same. `now` is in Unix milliseconds.
    func current(now: Int64) async throws -> Value {
        if let latest = latest.withLock(\.self), (0..<ageMaxMilliseconds).contains(now - latest.madeAt) {
            return latest.value
        }
        let value = try await make(now)
        latest.withLock { $0 = Latest(value: value, madeAt: now) }
        return value
    }
}
