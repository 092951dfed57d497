import Logging
import Synchronization
import Testing

@testable import ServiceShell

@Suite struct LogFormatTests {
    private final class Lines: LogSink {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func write(line: String) { lines.withLock { $0.append(line) } }
    }

    private func logged(
        _ format: LogFormat,
        provider: Logger.MetadataProvider? = nil,
        _ body: (Logger) -> Void
    ) -> [String] {
        let lines = Lines()
        let handler = StructuredLogHandler(
            service: "nlu",
            label: "nlu",
            level: .info,
            format: format,
            metadataProvider: provider,
            sink: lines,
            now: { WallTime(microseconds: 1_750_239_000_123_456) }
        )
        body(Logger(label: "nlu", factory: { _ in handler }))
        return lines.all
    }

    @Test func aJSONRecordIsOneObjectOnOneLine() {
        let lines = logged(.json, provider: .init { ["trace_id": "abc"] }) { logger in
            logger.info(
                "turn answered",
                metadata: ["nlu.intents": ["a", "b"], "nlu.text": "line\nbreak \"quoted\" 店"]
            )
        }
        #expect(
            lines == [
                #"{"time":"2025-06-18T09:30:00.123456Z","level":"info","service":"nlu","logger":"nlu","#
                    + #""message":"turn answered","nlu.intents":["a","b"],"nlu.text":"line\nbreak \"quoted\" 店","#
                    + #""trace_id":"abc"}"#
            ]
        )
    }

    @Test func aTextRecordQuotesWhatNeedsIt() {
        let lines = logged(.text) { $0.warning("slow", metadata: ["a": "plain", "b": "two words", "c": ""]) }
        #expect(lines == [#"2025-06-18T09:30:00.123456Z WARNING nlu slow a=plain b="two words" c="""#])
    }

    @Test(arguments: LogFormat.allCases)
    func controlCharactersNeverReachTheTerminal(format: LogFormat) {
        let lines = logged(format) { $0.info("x", metadata: ["a": "\u{1B}[31m\r\n\u{0}\u{7F}\u{2028}"]) }
        #expect(lines.count == 1)
        #expect(lines[0].unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    }

    @Test func recordsBelowTheLevelAreNotWritten() {
        #expect(logged(.json) { $0.debug("quiet") }.isEmpty)
    }

    /// Dates around leap days and eras, against known ones.
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
        (951_782_399_000_000, "2000-02-28T23:59:59.000000Z"), (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
        (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"), (1_735_689_599_999_999, "2024-12-31T23:59:59.999999Z"),
    ])
    func momentsAreDates(microseconds: Int64, text: String) {
        #expect(WallTime(microseconds: microseconds).rfc3339 == text)
    }
}
