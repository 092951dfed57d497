import AccessToken
import Foundation
import MeshRuntime

/// How long a stream of events may go on: as long as this process serves, and as long as the right to it.
struct StreamLifetime: Sendable {
    /// Tells when this process stops.
    let health: HealthRegistry
    let now: @Sendable () -> Date

    func stream(
        of token: AccessToken,
        _ body: @escaping @Sendable (_ lifetime: @escaping @Sendable () -> Duration) async throws -> Void
    ) async throws {
        try await endingWithProcess { try await endingWithToken(token, body) }
    }

    /// A stream that waits for news would hold up a restart until its grace is over, so it ends when the drain begins.
    private func endingWithProcess(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await body() }
            tasks.addTask { [health] in
                for await _ in health.changes() where health.overall == .notServing { throw GatewayError.stopping }
            }
            // Either the stream is over, or the process is; what is left is cancelled.
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }

    /// A stream must not outlive the right to it: the call inside ends at the token's expiry, which is then what the
    /// client is told.
    private func endingWithToken(
        _ token: AccessToken,
        _ body: (_ lifetime: @escaping @Sendable () -> Duration) async throws -> Void
    ) async throws {
        do {
            try await body { [now] in .seconds(max(0, token.expiresAt.timeIntervalSince(now()))) }
        } catch let error as CallError where error.code == .deadlineExceeded && now() >= token.expiresAt {
            throw GatewayError.refusedToken(.expired(at: token.expiresAt))
        }
    }
}
