import Logging
import MeshRuntime
import Testing

@Suite struct TraceContextTests {
    @Test func traceparentIsReadAndWritten() throws {
        let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let trace = try #require(TraceContext(traceparent: text))
        #expect(trace.traceparent == text)
        #expect(trace.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(trace.flags == 1)
    }

    @Test(arguments: [
        "", "00", "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ])
    func anythingElseIsNoTrace(text: String) {
        #expect(TraceContext(traceparent: text) == nil)
    }

    @Test func childStaysInItsTrace() {
        let parent = TraceContext.random()
        let child = parent.child()
        #expect(child.traceID == parent.traceID)
        #expect(child.spanID != parent.spanID)
    }

    @Test func logLinesOfATraceNameIt() async {
        let trace = TraceContext.random()
        #expect(TraceContext.metadataProvider.get().isEmpty)
        await TraceContext.withTrace(trace) {
            #expect(TraceContext.metadataProvider.get() == ["trace_id": "\(trace.traceID)"])
        }
    }
}
