import FixtureContracts
import MeshRuntime

/// Does what the requests of the protocol's cases say.
struct InteropServer: FixtureV1.InteropService {
    func touch(_ request: FixtureV1.Empty, context: CallContext) async throws -> FixtureV1.Empty {
        FixtureV1.Empty()
    }

    func unary(_ request: FixtureV1.InteropRequest, context: CallContext) async throws -> FixtureV1.InteropResponse {
        echo(context)
        try await request.finish()
        return FixtureV1.InteropResponse(payload: zeros(request.responseBytes.first ?? 0))
    }

    func download(
        _ request: FixtureV1.InteropRequest,
        responses: ResponseWriter<FixtureV1.InteropResponse>,
        context: CallContext
    ) async throws {
        echo(context)
        try await answer(request, responses)
    }

    func upload(
        _ requests: RequestStream<FixtureV1.InteropRequest>,
        context: CallContext
    ) async throws -> FixtureV1.InteropResponse {
        echo(context)
        var response = FixtureV1.InteropResponse()
        for try await request in requests {
            response.requestBytes += UInt64(request.payload.count)
            response.requests += 1
            try await request.finish()
        }
        return response
    }

    func duplex(
        _ requests: RequestStream<FixtureV1.InteropRequest>,
        responses: ResponseWriter<FixtureV1.InteropResponse>,
        context: CallContext
    ) async throws {
        echo(context)
        for try await request in requests { try await answer(request, responses) }
    }

    private func answer(
        _ request: FixtureV1.InteropRequest,
        _ responses: ResponseWriter<FixtureV1.InteropResponse>
    ) async throws {
        for byteCount in request.responseBytes {
            try await responses.write(FixtureV1.InteropResponse(payload: zeros(byteCount)))
        }
        try await request.finish()
    }

    private func zeros(_ byteCount: UInt32) -> [UInt8] {
        Array(repeating: 0, count: Int(byteCount))
    }

    /// Sends back what the caller marked for it.
    private func echo(_ context: CallContext) {
        let echoed = context.metadata.entries.filter { $0.key.hasPrefix("x-echo-") }
        if !echoed.isEmpty { CallContext.setTrailers(Metadata(echoed)) }
    }
}

extension FixtureV1.InteropRequest {
    fileprivate func finish() async throws {
        if hangs { try await waitUntilCancelled() }
        guard let status else { return }
        throw CallError(StatusCode(rawValue: Int32(status.code)) ?? .unknown, status.message)
    }
}
