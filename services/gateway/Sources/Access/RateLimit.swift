import AccessToken
import MeshRuntime
import ProtobufC

/// Refuses calls of a subject who makes too many. Stands behind ``Authentication``.
struct RateLimit: ServerInterceptor {
    let limiter: CustomerRateLimiter
    let now: @Sendable () -> ContinuousClock.Instant

    func intercept<Result: Sendable>(
        _ request: (any ProtobufMessage)?,
        context: CallContext,
        next: (CallContext) async throws -> Result
    ) async throws -> Result {
        if let caller = Caller.current, case .refused(let wait) = limiter.take(for: caller.subject, at: now()) {
            throw CallError(.tooManyCalls(wait: wait))
        }
        return try await next(context)
    }
}
