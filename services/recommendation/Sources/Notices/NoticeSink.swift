import AccessToken
import Contracts
import Foundation
import MeshRuntime

/// Where notices go.
struct NoticeSink: Sendable {
    /// Whether a client of the customer is connected.
    let isConnected: @Sendable (_ customerID: String) async throws -> Bool
    /// Whether a connected client was shown it. Anything thrown leaves open whether it was.
    let show: @Sendable (_ notice: Notice, _ promotion: Promotion) async throws -> Bool
}

extension NoticeSink {
    /// Seconds; each call has a token of its own.
    private static let tokenLifetime = 60.0

    /// The gateway's clients. The key file is the one that the gateway verifies tokens with, which it may make after this
    /// process began; so it is read when a notice is due.
    static func gateway(_ client: MeshClient, keyFile: String, timeout: Duration) -> NoticeSink {
        let push = GatewayV1.PushClient(client)
        let options: @Sendable () throws -> CallOptions = {
            let token = try KeyFile.load(path: keyFile).sign(
                subject: "recommendation",
                role: .service,
                issuedAt: Date(),
                lifetime: tokenLifetime
            )
            var metadata = Metadata()
            metadata["authorization"] = "Bearer \(token)"
            return CallOptions(timeout: timeout, metadata: metadata)
        }
        return NoticeSink(
            isConnected: { customerID in
                let request = GatewayV1.GetPresenceRequest(customerId: customerID)
                return try await push.getPresence(request, options: options()).connections > 0
            },
            show: { notice, promotion in
                let request = GatewayV1.PushNoticeRequest(
                    customerId: notice.customerID,
                    noticeId: notice.id,
                    notice: DialogueV1.Notice(text: promotion.announcementText),
                    expiresUnixMs: promotion.validUntil ?? 0
                )
                return try await push.pushNotice(request, options: options()).delivered
            }
        )
    }
}

extension Promotion {
    /// Both languages where both are given: a notice begins a conversation as often as it follows one.
    var announcementText: String {
        let text = announcement.map { $0.text.isEmpty ? name : $0.text } ?? name
        let english = announcement?.englishText ?? ""
        return english.isEmpty ? text : "\(text)\n\(english)"
    }
}
