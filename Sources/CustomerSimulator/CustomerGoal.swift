/// What a simulated customer knows, wants and wants to hear: a line of a goals file.
package struct CustomerGoal: Codable, Hashable, Sendable {
    /// Unique in its file.
    package var id: String
    /// Whose token the conversation is had with.
    package var customer: String
    package var name: String
    /// Empty where the customer does not remember it.
    package var email: String
    package var postalCode: String
    package var wishes: [Wish]
    /// Questions as the customer asks them, after everything else.
    package var questions: [String]
    /// Asks for a human at the end, since what is wanted cannot be done by the machine.
    package var wantsHuman: Bool
}

/// One change that the customer wants made, and nothing beyond it.
package struct Wish: Codable, Hashable, Sendable {
    package enum Action: String, Codable, Sendable {
        case cancelOrder = "cancel_order"
        case changeAddress = "change_address"
        case changeDefaultAddress = "change_default_address"
        case changeItems = "change_items"
        case changePayment = "change_payment"
        case exchangeItems = "exchange_items"
        case returnItems = "return_items"
    }

    package var action: Action
    /// Empty for the default address.
    package var order: String
    package var items: [Item]
    /// How the customer calls the way to pay; empty where the one that paid will do.
    package var method: String
    /// What the shop calls it when it asks for agreement.
    package var methodShown: String
    package var reason: String
    /// In one line, "12 Elm Street, Apt 4, Denver, CO 80203".
    package var address: String

    package struct Item: Codable, Hashable, Sendable {
        package var name: String
        /// What the customer has.
        package var options: [String]
        /// What the customer wants instead; empty for a return.
        package var wanted: [String]
        /// The same as it is said: "waterproof: no" becomes "not waterproof". Those that differ from what there is.
        package var changes: [String]
        /// How the customer calls it: "boots" for hiking boots.
        package var short: String
    }
}

/// What the clerk did in a turn, as a customer perceives it.
package struct ClerkTurn: Hashable, Sendable {
    /// All that was said, a line each.
    package var words: String
    /// Answers and questions by their names, "ask confirm_return_items", in the order in which they came.
    package var acts: [String]

    package init(words: String, acts: [String]) {
        self.words = words
        self.acts = acts
    }
}
