import Testing

@testable import DialogueManager

@Suite struct TrackerTests {
    /// A Chinese conversation becomes English by two words, an English one Chinese by any.
    @Test(arguments: [
        (Language?.none, Language.english, "hi", Language.english), (.chinese, .english, "ok", .chinese),
        (.chinese, .english, "XD20480001", .chinese), (.chinese, .english, "where is it", .english),
        (.english, .chinese, "谢谢", .chinese), (.english, .english, "ok", .english),
    ])
    func oneLatinWordDoesNotChangeTheLanguage(before: Language?, heard: Language, text: String, after: Language) {
        var tracker = Tracker()
        tracker.hear(before, in: "some words before")
        tracker.hear(heard, in: text)
        #expect(tracker.language == after)
    }

    @Test func aMessageThatTellsNoLanguageLeavesIt() {
        var tracker = Tracker()
        tracker.hear(.english, in: "where is it")
        tracker.hear(nil, in: "123")
        #expect(tracker.language == .english)
    }

    @Test func onlyTheLastMessagesAreKeptAndShortened() {
        var tracker = Tracker()
        for text in ["1", "2", String(repeating: "3", count: 1000)] {
            tracker.beginTurn(text, limits: TrackerLimits(historyMessagesMax: 2))
        }
        #expect(tracker.history.map(\.text) == ["2", String(repeating: "3", count: 300)])
        tracker.beginTurn("4", limits: TrackerLimits(historyMessagesMax: 0))
        #expect(tracker.history.isEmpty)
    }

    @Test func whatIsNotNamedAnewStaysInFocus() {
        var tracker = Tracker()
        let policy = Policy.standard
        tracker.apply(policy.conclude(.trackOrder(OrderReference(number: Order.lamp.number))))
        tracker.apply(policy.conclude(.askAboutProduct(.price, ProductReference(id: "P5"))))
        #expect(tracker.focus == Focus(orderNumber: Order.lamp.number, productID: "P5"))
    }
}
