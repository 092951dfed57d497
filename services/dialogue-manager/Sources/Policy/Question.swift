/// A question that the shop asked and the customer may answer with their next messages.
struct Question: Codable, Hashable, Sendable {
    enum Subject: Codable, Hashable, Sendable {
        /// Which order to track.
        case whichOrder
        /// Which product the question of this aspect is about.
        case whichProduct(ProductAspect)
        /// Whether to bring in a human.
        case offerHuman
        /// Which entry of the shop's knowledge is meant.
        case whichKnowledge
        /// A value of the task under way; nil asks for a yes to its consequence.
        case task(FlowSlot?)
        /// Not asked in words: orders were listed, and "第二个" means one of them.
        case listedOrders
        /// Not asked in words: products were listed.
        case listedProducts
    }

    /// What a question is about, whatever it was asked for.
    enum Kind: String, Codable, Sendable {
        case order
        case product
        case human
        case task
        case knowledge
    }

    var subject: Subject
    /// What can be chosen, in the order in which it was listed.
    var options: [Option]
    /// How often it has been asked, from 1.
    var attempts: Int

    init(_ subject: Subject, options: [Option] = [], attempts: Int = 1) {
        self.subject = subject
        self.options = options
        self.attempts = attempts
    }

    var kind: Kind {
        switch subject {
        case .whichOrder, .listedOrders: .order
        case .whichProduct, .listedProducts: .product
        case .offerHuman: .human
        case .task: .task
        case .whichKnowledge: .knowledge
        }
    }

    /// False for a list that was only shown: nobody waits for a choice, so it is never asked again.
    var wantsAnswer: Bool { subject != .listedOrders && subject != .listedProducts }

    struct Option: Codable, Hashable, Sendable {
        /// The order's number or the product's id.
        var id: String
        /// Names by which the customer may choose it.
        var names: [String]
        /// Catalogue products by which the customer may choose it.
        var productIDs: [String]
    }
}
