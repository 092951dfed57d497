import NIOCore
import ProtobufC

extension MeshClient {
    /// Makes a unary attempt, and a second one at another endpoint when the first is slower than most are. The first
    /// answer counts, and the other attempt is cancelled (Dean and Barroso, "The tail at scale"). Returns the payload,
    /// or throws a `CallFailure`.
    func hedged(
        _ request: some ProtobufMessage,
        _ attempt: CallAttempt,
        _ method: ClientMethod,
        on first: ConnectionHandle
    ) async throws -> ByteBuffer {
        guard method.isHedged, attempt.call.isIdempotent, let delay = method.hedgeDelay else {
            return try await first.unary(request, attempt)
        }
        return try await withThrowingTaskGroup(of: HedgeEvent.self) { tries in
            defer { tries.cancelAll() }
            tries.addTask { await .of(first, request, attempt) }
            tries.addTask { [transport] in
                // Ends early when the first attempt has ended.
                try? await transport.eventLoop.sleep(for: TimeAmount(delay))
                return .isLate
            }
            var openTries = 1
            while let event = try await tries.next() {
                switch event {
                case .answer(.success(let payload)):
                    return payload
                case .answer(.failure(let failure)):
                    openTries -= 1
                    if openTries == 0 { throw failure }
                case .isLate:
                    guard let other = reserveHedge(attempt, avoiding: first) else { continue }
                    openTries += 1
                    tries.addTask { await .of(other, request, attempt) }
                }
            }
            throw CallFailure(CallError(.internalError, "no attempt was made"))
        }
    }

    /// Another endpoint, if one is ready now and the budget allows.
    private func reserveHedge(_ attempt: CallAttempt, avoiding first: ConnectionHandle) -> ConnectionHandle? {
        let now = transport.eventLoop.now
        guard endpoints.hasSeveralReady, budgets.takeHedge(now: now) else { return nil }
        let wish = EndpointWish(kind: .unary, waits: false, deadline: attempt.deadline, avoided: first)
        return endpoints.pick(wish, now: now)
    }
}

private enum HedgeEvent: Sendable {
    case answer(Result<ByteBuffer, CallFailure>)
    case isLate

    static func of(
        _ connection: ConnectionHandle,
        _ request: some ProtobufMessage,
        _ attempt: CallAttempt
    ) async -> HedgeEvent {
        do {
            return .answer(.success(try await connection.unary(request, attempt)))
        } catch {
            let failure = error as? CallFailure
            return .answer(.failure(failure ?? CallFailure(CallError(.internalError, "an attempt failed: \(error)"))))
        }
    }
}
