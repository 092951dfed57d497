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

    /// The rule: a lower-case hexadecimal digit where one belongs, and nothing else, at each place.
    @Test func everyOtherByteAtEveryPlaceIsNoTrace() {
        let text = Array("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".utf8)
        for place in text.indices.dropFirst(2) where text[place] != UInt8(ascii: "-") {
            for byte in UInt8(0)...127 {
                var changed = text
                changed[place] = byte
                let isDigit = "0123456789abcdef".utf8.contains(byte)
                let trace = TraceContext(traceparent: String(decoding: changed, as: UTF8.self))
                #expect((trace != nil) == isDigit)
                #expect(trace == nil || trace?.traceparent == String(decoding: changed, as: UTF8.self))
            }
        }
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
