import AccessToken
import MeshRuntime
import ProtobufC

/// Refuses calls of a person who makes too many. Stands behind ``Authentication``. Other services of the mesh are not
/// limited: they speak for many customers.
struct RateLimit: ServerInterceptor {
    let limiter: CustomerRateLimiter
    let now: @Sendable () -> ContinuousClock.Instant

    func intercept<Result: Sendable>(
        _ request: (any ProtobufMessage)?,
        context: CallContext,
        next: (CallContext) async throws -> Result
    ) async throws -> Result {
        if let caller = Caller.current, caller.role != .service,
            case .refused(let wait) = limiter.take(for: caller.subject, at: now())
        {
            throw CallError(.tooManyCalls(wait: wait))
        }
        return try await next(context)
    }
}
