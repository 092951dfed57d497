import NIOCore
import Synchronization

/// Shows one given instant after another, and the last one from then on.
final class SteppingClock: Sendable {
    private let milliseconds: Mutex<[Int64]>

    init(milliseconds: [Int64]) {
        self.milliseconds = Mutex(milliseconds)
    }

    func now() -> NIODeadline {
        let shown = milliseconds.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        return .uptimeNanoseconds(0) + .milliseconds(shown)
    }
}
