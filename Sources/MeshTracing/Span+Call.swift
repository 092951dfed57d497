import MeshRuntime
import Tracing

extension Span {
    func describeCall(_ method: String) {
        attributes["rpc.system.name"] = "mesh"
        attributes["rpc.method"] = method
    }

    /// Notes the status with which a call ends. The error itself is recorded by whoever opened the span.
    func recordingStatus<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            let result = try await body()
            attributes["rpc.response.status_code"] = StatusCode.ok.name
            return result
        } catch {
            let code = (error as? CallError)?.code ?? (error is CancellationError ? .cancelled : .unknown)
            attributes["rpc.response.status_code"] = code.name
            attributes["error.type"] = code.name
            setStatus(SpanStatus(code: .error))
            throw error
        }
    }
}
