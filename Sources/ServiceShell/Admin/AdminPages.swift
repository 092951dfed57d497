/// What the admin port answers, decided from method and path alone.
struct AdminPages: Sendable {
    let readiness: @Sendable () -> Readiness.State
    let metrics: @Sendable () -> String

    struct Response: Hashable {
        let status: Int
        let contentType: String
        let body: String
        var allow: String?

        static func plain(_ status: Int, _ body: String) -> Response {
            Response(status: status, contentType: "text/plain; charset=utf-8", body: body + "\n")
        }
    }

    private static let paths = ["/healthz", "/readyz", "/metrics"]

    func response(method: String, target: String) -> Response {
        let path = target.prefix { $0 != "?" && $0 != "#" }
        guard Self.paths.contains(String(path)) else {
            return .plain(404, "not found; this port serves \(Self.paths.joined(separator: " "))")
        }
        guard method == "GET" || method == "HEAD" else {
            var refusal = Response.plain(405, "only GET and HEAD are served")
            refusal.allow = "GET, HEAD"
            return refusal
        }
        switch path {
        case "/healthz": return .plain(200, "alive")
        case "/readyz": return readyPage
        default:
            return Response(status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8", body: metrics())
        }
    }

    private var readyPage: Response {
        switch readiness() {
        case .ready: .plain(200, "ready")
        case .notReady(let reason): .plain(503, "not ready: \(reason)")
        }
    }
}
