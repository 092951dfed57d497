import Contracts
import Foundation
import Testing

@testable import XiaoerTool

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct ReportTests {
    private static let response = DialogueV1.ReportConversationsResponse(
        total: DialogueV1.ConversationFigures(
            conversations: 4,
            customerMessages: 9,
            contained: 3,
            handovers: [DialogueV1.ReasonCount(reason: "complaint", count: 1)],
            unanswered: 2,
            firstHumanReply: DialogueV1.DurationFigures(count: 1, medianMs: 75_000, p90Ms: 3_700_000),
            ratings: [0, 0, 1, 0, 1]
        ),
        days: [
            DialogueV1.DayFigures(
                day: "2026-11-24",
                figures: DialogueV1.ConversationFigures(
                    conversations: 4,
                    customerMessages: 9,
                    contained: 3,
                    ratings: [0, 0, 1, 0, 1]
                )
            )
        ]
    )

    private let report = ConversationReport(Self.response, from: "2026-11-01", to: "2026-11-24")

    @Test func figuresAreReadAsSentences() {
        let text = report.lines.joined(separator: "\n")
        #expect(text.contains("4 conversations from 2026-11-01 to 2026-11-24, 9 messages"))
        #expect(text.contains("contained            3 (75.0 %)"))
        #expect(text.contains("median 1 min 15 s, 90 % within 1 h 1 min, of 1"))
        #expect(text.contains("4.0 of 5 from 2 ratings"))
        #expect(text.contains("1 times: complaint"))
        #expect(report.lines.last == "2026-11-24              4          3           0           4.0")
    }

    @Test func aTimeWithoutConversationsSaysSo() {
        let empty = ConversationReport(DialogueV1.ReportConversationsResponse(), from: "2026-01-01", to: "2026-01-02")
        #expect(empty.lines == ["no conversations from 2026-01-01 to 2026-01-02"])
        #expect(ReportChart(empty).svg.hasSuffix("</svg>\n"))
    }

    @Test func thePictureIsWellFormedAndShowsEachDay() {
        let elements = ElementCount.of(ReportChart(report).svg)
        #expect(elements["circle"] == 1)
        #expect(elements["rect"] == 6)
    }

    @Test(arguments: ["2026-11-24", "2024-02-29"])
    func daysAreRead(text: String) {
        #expect(ReportDay(argument: text)?.description == text)
    }

    @Test(arguments: ["2026-02-30", "2025-02-29", "26-1-1", "2026-11-240", "today", ""])
    func whatIsNoDayIsRefused(text: String) {
        #expect(ReportDay(argument: text) == nil)
    }

    @Test func daysAreCountedInTheirZone() throws {
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        let day = try #require(ReportDay(argument: "2026-01-01"))
        #expect(day.startMilliseconds(in: zone) == 1_767_196_800_000)
        #expect(day.adding(days: -1).description == "2025-12-31")
    }
}

/// Counts the elements of a document; none of one that is not well formed.
private final class ElementCount: NSObject, XMLParserDelegate {
    private var counts: [String: Int] = [:]

    static func of(_ text: String) -> [String: Int] {
        let count = ElementCount()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = count
        return parser.parse() ? count.counts : [:]
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        counts[name, default: 0] += 1
    }
}
