import NIOCore
import Synchronization

/// Lets calls into a server, from all its event loops.
final class Admission: Sendable {
    private let control: Mutex<AdmissionControl>

    init(limits: AdmissionControl.Limits, methodCount: Int) {
        control = Mutex(AdmissionControl(limits: limits, methodCount: methodCount))
    }

    /// The calls in flight, and the most of them.
    var state: (inFlight: Int, limit: Int) { control.withLock { ($0.inFlight, $0.callsInFlightMax) } }

    /// Why a call is not let in; nil if it is, and then its `end` must follow.
    func refusal(of method: ServedMethod, deadline: Deadline?, now: NIODeadline) -> CallError? {
        guard !method.bypassesAdmission else { return nil }
        let verdict = control.withLock {
            $0.begin(method: method.index, isUnary: method.kind == .unary, deadline: deadline, now: now)
        }
        switch verdict {
        case .admitted:
            return nil
        case .refused(let pushback):
            return CallError(.resourceExhausted, "the server serves as many calls as it can", pushback: pushback)
        case .hopeless(let expected):
            return CallError(
                .deadlineExceeded,
                "\(method.name) now takes at least \(expected), which is past the deadline"
            )
        }
    }

    func end(of method: ServedMethod, _ code: StatusCode, nanoseconds: Int64, now: NIODeadline) {
        guard !method.bypassesAdmission else { return }
        control.withLock {
            $0.end(
                method: method.index,
                isUnary: method.kind == .unary,
                isSuccess: code == .ok,
                nanoseconds: nanoseconds,
                now: now
            )
        }
    }
}
