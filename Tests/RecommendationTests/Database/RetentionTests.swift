import Logging
import Testing

@testable import Recommendation

@Suite struct RetentionTests {
    private func events() -> [BehaviourEvent] {
        (1...7).flatMap { customer in
            (0..<5).map { event(.buy, "P\(($0 + customer) % 4)", by: "C\(customer)", onDay: Int64($0) * 10) }
                + [event(.mute, by: "C\(customer)", onDay: 1)]
        }
    }

    /// Counts after forgetting are those of a shop that never knew what was forgotten.
    @Test(arguments: [1, 3, 100])
    func countsFollowWhatIsForgotten(customersAtOnce: Int) async throws {
        let border = start + 15 * day
        try await withStore { store in
            _ = try await store.record(events())
            while try await store.forgetEvents(before: border, customersMax: customersAtOnce) {}
            let counts = try await store.counts()
            try await withStore { fresh in
                _ = try await fresh.record(events().filter { $0.at >= border })
                #expect(try await fresh.counts() == counts)
            }
        }
    }

    @Test func whatCustomersAskedForIsKept() async throws {
        try await withStore { store in
            _ = try await store.record(events())
            _ = try await store.state(of: "C1", now: start)
            _ = try await store.forgetEvents(before: start + 1_000 * day, customersMax: 100)
            let state = try await store.state(of: "C1", now: start)
            #expect(state.isMuted)
            #expect(state.history.events.map(\.kind) == [.mute])
        }
    }

    @Test func keepingForGoodForgetsNothing() async throws {
        try await withStore { store in
            _ = try await store.record(events())
            let retention = EventRetention(
                store: store,
                rules: RetentionRules(days: 0),
                now: { start + 100_000 * day },
                logger: Logger(label: "test")
            )
            try await retention.forget()
            #expect(try await store.counts().products.count == 4)
        }
    }
}
