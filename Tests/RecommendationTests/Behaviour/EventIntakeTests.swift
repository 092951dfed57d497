import Testing

@testable import Recommendation

@Suite struct EventIntakeTests {
    @Test func sentenceSilencesFromItsOwnCommitOn() async throws {
        try await withStore { store in
            let intake = EventIntake(store: store)
            let said = BehaviourEvent(id: "m1", customerID: "C1", productID: "", kind: .say, at: start, text: "不要推荐")
            #expect(try await store.state(of: "C1", now: start).isMuted == false)
            #expect(try await intake.record([said]) == BehaviourStore.Recorded(added: 1, duplicates: 0))
            #expect(try await store.state(of: "C1", now: start).isMuted)
            #expect(try await intake.record([said]) == BehaviourStore.Recorded(added: 0, duplicates: 1))
            let again = BehaviourEvent(
                id: "m2",
                customerID: "C1",
                productID: "",
                kind: .say,
                at: start + 1,
                text: "可以推荐了"
            )
            _ = try await intake.record([again])
            #expect(try await store.state(of: "C1", now: start).isMuted == false)
        }
    }
}
