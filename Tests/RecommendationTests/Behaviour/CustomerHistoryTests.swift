import Testing

@testable import Recommendation

@Suite struct CustomerHistoryTests {
    @Test func eventsComeInOrderOfTime() {
        let history = history(event(.buy, "B", onDay: 2), event(.view, "A", onDay: 1))
        #expect(history.events.map(\.productID) == ["A", "B"])
    }

    @Test func onlyTheLatestEventsAreKept() {
        let events = (1...5).map { event(.view, "P\($0)", onDay: $0) }
        #expect(CustomerHistory(events, limit: 2).events.map(\.productID) == ["P4", "P5"])
    }

    @Test func aReturnGivesBackTheLatestEarlierPurchase() {
        let first = event(.buy, "A", onDay: 1)
        let second = event(.buy, "A", onDay: 2)
        let later = event(.buy, "A", onDay: 4)
        #expect(history(first, second, event(.return, "A", onDay: 3), later).returnedPurchases == [second.id])
    }

    @Test func twoReturnsGiveBackTwoPurchases() {
        let first = event(.buy, "A", onDay: 1)
        let second = event(.buy, "A", onDay: 2)
        let returns = [event(.return, "A", onDay: 3), event(.return, "A", onDay: 4)]
        #expect(CustomerHistory([first, second] + returns, limit: 9).returnedPurchases == [first.id, second.id])
    }

    @Test func aReturnThatNamesItsOrderGivesBackThatOne() {
        let first = event(.buy, "A", onDay: 1, order: "O1")
        let second = event(.buy, "A", onDay: 2, order: "O2")
        #expect(history(first, second, event(.return, "A", onDay: 3, order: "O1")).returnedPurchases == [first.id])
    }

    @Test func aReturnOfSomethingNeverBoughtChangesNothing() {
        #expect(history(event(.buy, "B"), event(.return, "A", onDay: 1)).returnedPurchases.isEmpty)
    }
}
