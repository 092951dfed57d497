import SpokenWishes
import Testing

@testable import DialogueManager

@Suite struct GoalTests {
    let policy = Policy.standard

    func goals(
        _ text: String,
        _ intents: [IntentReading] = [],
        slots: [Slot] = [],
        outside: Double = 0,
        tracker: Tracker = Tracker()
    ) -> [Goal] {
        let understanding = Understanding(
            language: .chinese,
            intents: intents,
            slots: slots,
            outsideProbability: outside
        )
        return policy.goals(of: text, understanding: understanding, tracker: tracker)
    }

    /// Every intent of the nlu's taxonomy leads to a goal of its own kind.
    @Test func anIntentBecomesItsGoal() {
        #expect(goals("你好", [IntentReading("greeting")]) == [.greet])
        #expect(goals("谢谢", [IntentReading("thanks")]) == [.thank])
        #expect(goals("订单", [IntentReading("order_list")]) == [.listOrders])
        #expect(goals("保修", [IntentReading("warranty_repair")]) == [.offerHuman(for: .warranty)])
        #expect(goals("退货", [IntentReading("return_item")]).map(\.name) == ["start.return_items"])
        #expect(goals("人工", [IntentReading("human_agent")]) == [.talkToHuman(.requested)])
    }

    @Test func twoRequestsAreBothMeantInTheirOrder() {
        let both = goals("快递到哪了，有什么推荐", [IntentReading("track_order"), IntentReading("recommend")])
        #expect(both == [.trackOrder(OrderReference()), .getRecommendations(ProductReference())])
    }

    @Test func courtesyBesideARequestNeedsNoAnswerOfItsOwn() {
        let intents = [IntentReading("greeting"), IntentReading("track_order"), IntentReading("thanks")]
        #expect(goals("你好，快递呢，谢谢", intents) == [.trackOrder(OrderReference())])
    }

    @Test func theSameRequestTwiceIsAnsweredOnce() {
        #expect(goals("订单订单", [IntentReading("order_list"), IntentReading("order_list")]) == [.listOrders])
    }

    @Test func moreRequestsThanOneTurnAnswersAreNamed() {
        let names = ["return_item", "exchange_item", "invoice", "complaint", "order_list", "recommend"]
        let many = goals("很多事", names.map { IntentReading($0) })
        #expect(many.count == 5)
        #expect(many.last == .limitRequests)
    }

    /// Each intent takes the slots inside its own part of the message.
    @Test func slotsBelongToTheirIntent() {
        let intents = [
            IntentReading("track_order", span: 0..<8), IntentReading("product_price", span: 9..<15),
        ]
        let slots = [
            Slot(.product, "围巾", candidates: [ProductCandidate(id: "P3", score: 0.9)], span: 0..<2),
            Slot(.product, "台灯", candidates: [ProductCandidate(id: "P1", score: 0.9)], span: 9..<11),
        ]
        let found = goals("围巾的快递到哪了，台灯多少钱", intents, slots: slots)
        #expect(
            found == [
                .trackOrder(OrderReference(mention: "围巾", productIDs: ["P3"])),
                .askAboutProduct(.price, ProductReference(id: "P1", mention: "台灯")),
            ]
        )
    }

    @Test func aWishHoldsWhateverTheNluTakesItFor() {
        #expect(goals("不要推荐了", [IntentReading("recommend")]) == [.changeRecommending(.leaveAlone)])
        #expect(goals("退订", [IntentReading("return_item")]) == [.changeRecommending(.unsubscribe)])
        #expect(goals("unsubscribe me please") == [.changeRecommending(.unsubscribe)])
        #expect(policy.goalsDuringOutage(of: "可以推荐了", tracker: Tracker()) == [.changeRecommending(.welcomeAgain)])
        let both = goals("快递到哪了，别给我推荐了", [IntentReading("track_order"), IntentReading("recommend")])
        #expect(both == [.changeRecommending(.leaveAlone), .trackOrder(OrderReference())])
    }

    @Test func doubtfulIntentsAreNotActedOn() {
        #expect(goals("嗯？", [IntentReading("track_order", 0.2)]) == [.unclear])
        #expect(goals("今天股市", [IntentReading("track_order", 0.2)], outside: 0.9) == [.outOfScope])
        #expect(goals("foo", [IntentReading("an_intent_of_tomorrow")]) == [.unclear])
    }

    @Test func aBareOrderNumberIsTracked() {
        let slots = [Slot(.orderNumber, "xd 20480001", normalized: "XD20480001")]
        #expect(goals("xd 20480001", slots: slots) == [.trackOrder(OrderReference(number: "XD20480001"))])
    }

    /// Two candidates of about the same score are asked about; a clear first one is taken.
    @Test func aProductIsTakenOnlyWhenItIsClear() {
        func ask(_ second: Double) -> [Goal] {
            let candidates = [ProductCandidate(id: "P1", score: 0.9), ProductCandidate(id: "P2", score: second)]
            return goals("灯多少钱", [IntentReading("product_price")], slots: [Slot(.product, "灯", candidates: candidates)])
        }
        #expect(ask(0.5) == [.askAboutProduct(.price, ProductReference(id: "P1", mention: "灯"))])
        #expect(ask(0.88) == [.askAboutProduct(.price, ProductReference(mention: "灯"))])
    }
}
