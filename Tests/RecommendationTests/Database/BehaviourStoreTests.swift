import SeededRandom
import Testing

@testable import Recommendation

@Suite struct BehaviourStoreTests {
    @Test func anEventRecordedAgainChangesNothing() async throws {
        try await withStore { store in
            let events = [event(.buy, "A"), event(.buy, "B")]
            #expect(try await store.record(events) == BehaviourStore.Recorded(added: 2, duplicates: 0))
            let counts = try await store.counts()
            #expect(try await store.record(events + [events[0]]) == BehaviourStore.Recorded(added: 0, duplicates: 3))
            #expect(try await store.counts() == counts)
        }
    }

    /// The stored counts must equal the sums over all customers, however the events were cut into calls, in whichever
    /// order they came.
    @Test(arguments: UInt64(1)...10)
    func countsDoNotDependOnTheOrderOfRecording(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let rules = CountingRules(windowDays: 5, eventsOfCustomerMax: 12)
        let events = randomEvents(count: 150, using: &generator)
        var expected = BehaviourCounts()
        for (_, events) in Dictionary(grouping: events, by: \.customerID) {
            let history = CustomerHistory(events, limit: rules.eventsOfCustomerMax)
            expected.add(BehaviourCounts(of: history, rules: rules))
        }
        try await withStore(counting: rules) { store in
            var rest = events.shuffled(using: &generator)[...]
            while !rest.isEmpty {
                let size = Int.random(in: 1...20, using: &generator)
                _ = try await store.record(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            #expect(try await store.counts() == expected, "seed \(seed)")
        }
    }

    @Test func otherRulesCountAnew() async throws {
        try await withTemporaryFolder { folder in
            let wide = try await openStore(in: folder, counting: CountingRules(windowDays: 30))
            _ = try await wide.record([event(.buy, "A"), event(.buy, "B", onDay: 20)])
            #expect(try await wide.counts().pairs.count == 1)
            try wide.close()
            let narrow = try await openStore(in: folder, counting: CountingRules(windowDays: 10))
            #expect(try await narrow.counts().pairs.isEmpty)
            #expect(try await narrow.counts().products.count == 2)
            try narrow.close()
        }
    }

    @Test func firstEventsAreRecordedOnce() async throws {
        try await withStore { store in
            let isFirst = try await store.recordFirst([event(.buy, "A")])
            let isFirstAgain = try await store.recordFirst([event(.buy, "B")])
            #expect(isFirst && !isFirstAgain)
            #expect(try await store.counts().products.keys.sorted() == ["A"])
        }
    }

    @Test func aMuteHoldsUntilTheUnmute() async throws {
        try await withStore { store in
            _ = try await store.record([event(.mute, onDay: 1), event(.view, "A", onDay: 5)])
            #expect(try await store.state(of: "C1", now: start).isMuted)
            #expect(try await store.state(of: "C2", now: start).isMuted == false)
            _ = try await store.record([event(.unmute, onDay: 2)])
            #expect(try await store.state(of: "C1", now: start).isMuted == false)
        }
    }

    @Test func unwelcomeAreLatePurchasesAndAllDislikes() async throws {
        try await withStore { store in
            _ = try await store.record([
                event(.buy, "early", onDay: 1), event(.buy, "late", onDay: 9), event(.dislike, "ugly", onDay: 1),
                event(.return, "returned", onDay: 9), event(.view, "seen", onDay: 9),
            ])
            let state = try await store.state(of: "C1", now: start + 6 * day)
            #expect(state.unwelcomeProducts(boughtSince: start + 5 * day) == ["late", "ugly", "returned"])
        }
    }

    private func randomEvents(count: Int, using generator: inout SplitMix64) -> [BehaviourEvent] {
        (0..<count).map { number in
            BehaviourEvent(
                id: "e\(number)",
                customerID: "C\(Int.random(in: 1...5, using: &generator))",
                productID: "P\(Int.random(in: 1...6, using: &generator))",
                kind: [.view, .cart, .buy, .return, .rate, .say].randomElement(using: &generator) ?? .view,
                at: start + Int64.random(in: 0...20, using: &generator) * day
            )
        }
    }
}
