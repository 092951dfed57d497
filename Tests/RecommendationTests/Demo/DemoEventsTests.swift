import Foundation
import Testing

@testable import Recommendation

private let header = #"{"kind":"header","format":"xiaoer-events","version":1,"anchor_day":"2025-06-30"}"#
private let view = #"{"id":"E1","customer":"C1","product":"P1","kind":"view","at":"2025-06-29T12:00:00Z"}"#

@Suite struct DemoEventsTests {
    /// 2026-01-02T18:00:00Z is already the 3rd in Beijing.
    @Test func theAnchorDayBecomesTodayInBeijing() throws {
        let now: Int64 = 1_767_376_800_000
        let events = try DemoEvents.read(contents: "\(header)\n\(view)\n", now: now)
        #expect(events.map(\.at) == [1_767_355_200_000])
    }

    @Test(arguments: [
        ("", 1), ("{}", 1), (#"{"kind":"header","format":"other","version":1,"anchor_day":"2025-06-30"}"#, 1),
        ("\(header)\n{}", 2), ("\(header)\n\(view)\nwords", 3),
        ("\(header)\n\(view.replacingOccurrences(of: "view", with: "stare"))", 2),
        ("\(header)\n\(view.replacingOccurrences(of: "2025-06-29T", with: "2025-13-29T"))", 2),
        ("\(header)\n\(view.replacingOccurrences(of: "P1", with: ""))", 2),
    ])
    func aWrongLineIsNamed(contents: String, line: Int) {
        let error = #expect(throws: DemoEventsError.self) { try DemoEvents.read(contents: contents, now: start) }
        #expect(error?.description.hasPrefix("line \(line) of the demo events is wrong") == true)
    }

    @Test func theShopsOwnFileGivesRelatedAndPopularProducts() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let path = root.appending(path: "services/recommendation/config/demo-events.jsonl")
        let now = start
        let events = try DemoEvents.read(contents: String(contentsOf: path, encoding: .utf8), now: now)
        #expect(events.count > 2000)
        #expect(Set(events.map(\.id)).count == events.count)
        try await withStore { store in
            _ = try await store.record(events)
            let recommender = Recommender(store: store, ranking: Ranking(rules: RankingRules()))
            let request = Recommender.Request(customerID: "demo", contextProductIDs: ["P1101"], limit: 5)
            guard case .ranked(let products) = try await recommender.recommend(request, now: now) else {
                Issue.record("the demo customer is left alone")
                return
            }
            #expect(products.count == 5)
            #expect(products.contains { $0.reasons.contains { if case .popular = $0 { true } else { false } } })
        }
    }
}
