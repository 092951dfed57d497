import Testing

@testable import Recommendation

@Suite struct SpokenWishTests {
    @Test(arguments: [
        ("不要推荐", SpokenWish.leaveAlone), ("不要再推荐了，谢谢", .leaveAlone), ("别给我推荐东西", .leaveAlone), ("请停止推荐", .leaveAlone),
        ("Please stop recommending things", .leaveAlone), ("Don't recommend anything", .leaveAlone),
        ("可以推荐了", .welcomeAgain), ("you can recommend again", .welcomeAgain), ("退订", .unsubscribe),
        ("不要再给我发优惠信息", .unsubscribe), ("别给我推送了", .unsubscribe), ("Unsubscribe me", .unsubscribe),
    ])
    func wishIsHeard(text: String, wish: SpokenWish) {
        #expect(SpokenWish(text) == wish)
    }

    @Test(arguments: ["", "推荐几件衣服", "我的快递到哪了", "不要这件，要那件", "what do you recommend?", "有什么优惠"])
    func otherWordsAskForNothing(text: String) {
        #expect(SpokenWish(text) == nil)
    }

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
