import AccessToken
import Foundation
import MeshRuntime
import ProtobufC

/// Verifies every call's token, and tells handlers whose it is.
struct Authentication: ServerInterceptor {
    let keys: SigningKeyRing
    let now: @Sendable () -> Date

    func intercept<Result: Sendable>(
        _ request: (any ProtobufMessage)?,
        context: CallContext,
        next: (CallContext) async throws -> Result
    ) async throws -> Result {
        guard let roles = AccessPolicy.roles(for: context.method) else { return try await next(context) }
        let token: AccessToken
        do {
            token = try verify(context, accepting: roles)
        } catch {
            throw CallError(error)
        }
        return try await Caller.$current.withValue(token) { try await next(context) }
    }

    private func verify(
        _ context: CallContext,
        accepting roles: Set<AccessToken.Role>
    ) throws(GatewayError) -> AccessToken {
        let text = try BearerToken.text(of: context)
        do {
            return try keys.verify(text, now: now(), accepting: roles)
        } catch {
            throw .refusedToken(error)
        }
    }
}
