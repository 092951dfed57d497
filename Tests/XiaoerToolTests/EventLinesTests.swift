import Contracts
import Foundation
import Testing

@testable import XiaoerTool

@Suite struct EventLinesTests {
    private func batches(_ text: String, max: Int) throws -> [[RecommendationV1.BehaviourEvent]] {
        let path = FileManager.default.temporaryDirectory.appending(path: "events-\(UUID().uuidString).jsonl").path
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var lines = EventLines(file: try ChunkedFile(path: path))
        var batches: [[RecommendationV1.BehaviourEvent]] = []
        while case let batch = try lines.next(max: max), !batch.isEmpty { batches.append(batch) }
        return batches
    }

    private func line(_ id: Int, kind: String = "view") -> String {
        #"{"id":"e\#(id)","customer":"c","product":"p","kind":"\#(kind)","at":"2026-01-31T08:00:00Z"}"#
    }

    /// More than one chunk of the file, and a last line without an end.
    @Test func everyLineBecomesAnEventInOrder() throws {
        let count = 12_000
        let batches = try batches((0..<count).map { line($0) }.joined(separator: "\n"), max: 1_000)
        #expect(batches.map(\.count) == Array(repeating: 1_000, count: 12))
        #expect(batches.joined().map(\.id) == (0..<count).map { "e\($0)" })
        #expect(batches[0][0].atUnixMs == 1_769_846_400_000 && batches[0][0].kind == .view)
    }

    @Test func emptyLinesAreSkippedAndCounted() throws {
        let error = #expect(throws: TransferError.self) {
            try batches("\n\(line(1))\n\n\(line(2, kind: "stare"))\n", max: 10)
        }
        guard case .wrongLine(_, let number, let field, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(number == 4 && field == "kind")
    }

    @Test(arguments: ["{", "[]", #"{"id":"e"}"#, #"{"id":"e","customer":"c","kind":"view","at":"today"}"#])
    func whatIsNoEventIsRefused(text: String) {
        #expect(throws: TransferError.self) { try batches(text, max: 10) }
    }
}
