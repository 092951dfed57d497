import InMemoryTracing
import MeshContracts
import MeshRuntime
import MeshTestKit
import MeshTracing
import ProtobufC
import Testing
import Tracing

/// Answers by calling the next server, if there is one.
private struct Hop: MeshService {
    static let serviceName = "test.Hop"
    static let fileDescriptorSet: [UInt8] = []
    static let go = MethodDescriptor<MeshV1.Pair, MeshV1.Pair>(name: "test.Hop/Go", kind: .unary)

    var next: MeshClient?

    func register(on router: inout Router) {
        let next = next
        router.register(Self.go) { request, _ in
            guard request.key != "fail" else { throw CallError(.notFound, "no such thing") }
            return try await next?.unary(Self.go, request) ?? request
        }
    }
}

@Suite struct MeshTracingTests {
    private let tracer = InMemoryTracer()

    private func call(_ key: String = "") async throws {
        let last = InMemoryMesh(services: [Hop()], interceptors: [TracingServerInterceptor(tracer)])
        let onward = last.makeClient(interceptors: [TracingClientInterceptor(tracer)])
        let first = InMemoryMesh(services: [Hop(next: onward)], interceptors: [TracingServerInterceptor(tracer)])
        let client = first.makeClient(interceptors: [TracingClientInterceptor(tracer)])
        let result = await Result { try await client.unary(Hop.go, MeshV1.Pair(key: key)) }
        await client.close()
        await first.stop()
        await onward.close()
        await last.stop()
        _ = try result.get()
    }

    @Test func everyHopIsAChildOfTheOneBefore() async throws {
        try await call()
        // Innermost first, as they end.
        let spans = tracer.finishedSpans
        #expect(spans.map(\.kind) == [.server, .client, .server, .client])
        #expect(Set(spans.map(\.traceID)).count == 1)
        for (child, parent) in zip(spans, spans.dropFirst()) { #expect(child.parentSpanID == parent.spanID) }
        #expect(spans.last?.parentSpanID == nil)
        #expect(spans.allSatisfy { $0.operationName == "test.Hop/Go" })
        #expect(spans.allSatisfy { $0.attributes.get("rpc.response.status_code") == "OK" })
    }

    @Test func aFailureIsRecordedAtBothEnds() async throws {
        await #expect(throws: CallError.self) { try await call("fail") }
        let codes = tracer.finishedSpans.map { $0.attributes.get("error.type") }
        #expect(codes == ["NOT_FOUND", "NOT_FOUND"])
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
