import Testing

@testable import CustomerSimulator

/// A customer who wants a shirt in another colour, and a clerk who is played by hand.
@Suite struct SimulatedCustomerTests {
    private let goal = CustomerGoal(
        id: "1",
        customer: "c1",
        name: "Ada Example",
        email: "",
        postalCode: "12345",
        wishes: [
            Wish(
                action: .exchangeItems,
                order: "#W1",
                items: [
                    Wish.Item(
                        name: "Shirt",
                        options: ["blue", "M"],
                        wanted: ["red", "M"],
                        changes: ["red"],
                        short: ""
                    )
                ],
                method: "",
                methodShown: "",
                reason: "",
                address: ""
            )
        ],
        questions: [],
        wantsHuman: false
    )

    private static let asked = ["ask confirm_exchange_items"]

    private func shown(_ new: String) -> ClerkTurn {
        ClerkTurn(
            words: "Please confirm the exchange in order #W1:\n- Shirt x1, blue, M -> \(new), M",
            acts: Self.asked
        )
    }

    /// After the introduction and the request.
    private func customer(seed: UInt64) -> SimulatedCustomer {
        var customer = SimulatedCustomer(goal, seed: seed)
        _ = customer.open()
        _ = customer.reply(to: ClerkTurn(words: "Hello", acts: ["answer identity_confirmed"]))
        return customer
    }

    @Test func theSameSeedGivesTheSameWords() {
        var (one, other) = (SimulatedCustomer(goal, seed: 7), SimulatedCustomer(goal, seed: 7))
        #expect(one.open() == other.open())
        let greeting = ClerkTurn(words: "Hello", acts: ["answer greeting"])
        #expect(one.reply(to: greeting) == other.reply(to: greeting))
    }

    @Test func introducesItselfByNameAndPostalCode() {
        var customer = SimulatedCustomer(goal, seed: 1)
        let words = customer.open()
        #expect(words.contains("Ada Example") && words.contains("12345"))
    }

    /// A wrong version is never agreed to, whatever the seed.
    @Test(arguments: 1...40) func correctsAnotherVersion(seed: UInt64) {
        var customer = customer(seed: seed)
        let words = customer.reply(to: shown("green")) ?? "yes"
        #expect(!["yes", "sure", "ok", "yep", "confirmed"].contains { words.lowercased().hasPrefix($0) })
    }

    @Test func countsWhatTheClerkReportsDone() {
        var customer = customer(seed: 3)
        _ = customer.reply(to: shown("red"))
        _ = customer.reply(to: ClerkTurn(words: "The exchange is registered", acts: ["answer done_exchange_items"]))
        #expect(customer.done == 1)
    }

    @Test func leavesAfterAHandover() {
        var customer = customer(seed: 3)
        let next = customer.reply(to: ClerkTurn(words: "You are in the queue", acts: ["hand over: not_understood"]))
        #expect(next == nil)
        #expect(customer.givenUp == ["handed over to a human"])
    }

    /// It never talks for ever, even with a clerk who only asks.
    @Test func givesUpOnAClerkWhoDoesNotListen() {
        var customer = customer(seed: 5)
        var turns = 0
        while customer.reply(to: ClerkTurn(words: "Which one?", acts: ["ask task_which_items"])) != nil { turns += 1 }
        #expect(turns < 60)
        #expect(!customer.givenUp.isEmpty)
    }

    @Test func readsNumberedLists() {
        let options = ListedOption.all(in: "Which?\n1. Shirt (blue, M) x1, order #W1\n2. Shirt (red, M) x1, order #W2")
        #expect(options.map(\.number) == [1, 2])
        #expect(options[1].holds(["red", "M"]) && !options[0].holds(["red"]))
    }
}
