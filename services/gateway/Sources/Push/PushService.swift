import Contracts
import MeshRuntime

/// Other services' notices for customers who are connected. Whoever sends one keeps it until it was shown.
struct PushService: GatewayV1.PushService {
    let streams: CustomerStreams
    /// Unix milliseconds.
    let now: @Sendable () -> Int64

    func pushNotice(
        _ request: GatewayV1.PushNoticeRequest,
        context: CallContext
    ) async throws -> GatewayV1.PushNoticeResponse {
        do throws(GatewayError) {
            try MessageLimits.check(request.customerId, named: "customer_id", in: 1...Self.customerIDBytesMax)
            try MessageLimits.check(request.noticeId, named: "notice_id", in: 1...Self.noticeIDBytesMax)
            let notice = request.notice ?? DialogueV1.Notice()
            try MessageLimits.check(notice.text, named: "notice.text", in: 1...Self.textBytesMax)
            guard request.expiresUnixMs == 0 || now() < request.expiresUnixMs else {
                return GatewayV1.PushNoticeResponse()
            }
            let isShown = streams.show(notice, id: request.noticeId, to: request.customerId)
            return GatewayV1.PushNoticeResponse(delivered: isShown)
        } catch {
            throw CallError(error)
        }
    }

    func getPresence(
        _ request: GatewayV1.GetPresenceRequest,
        context: CallContext
    ) async throws -> GatewayV1.GetPresenceResponse {
        let presence = streams.presence(of: request.customerId)
        return GatewayV1.GetPresenceResponse(
            connections: UInt32(clamping: presence.streams),
            lastSeenUnixMs: presence.lastSeen
        )
    }

    private static let customerIDBytesMax = 128
    private static let noticeIDBytesMax = 512
    private static let textBytesMax = 4_096
}
