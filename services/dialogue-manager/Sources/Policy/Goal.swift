import SpokenWishes

/// One thing that the customer wants in a message, with what they said about it.
enum Goal: Codable, Hashable, Sendable {
    case greet
    case thank
    /// The customer says who they are.
    case identify(IdentityClaim)
    /// Say the last answer once more.
    case repeatAnswer
    case acceptPraise
    case chat
    case sayGoodbye
    case getHelp
    /// "好的" without an open question.
    case acknowledge
    case trackOrder(OrderReference)
    /// About the customer's own money and goods, with the order's number where one was named.
    case askAboutAccount(AccountQuestion, orderNumber: String?)
    case listOrders
    /// How returns, refunds and other after-sale under way stand.
    case listCases
    case askAboutProduct(ProductAspect, ProductReference)
    case getRecommendations(ProductReference)
    /// "不要推荐了", "退订", "可以推荐了".
    case changeRecommending(SpokenWish)
    case talkToHuman(HandoverReason)
    /// Something that a flow does.
    case startTask(FlowTask)
    /// The task under way with what the message adds to it.
    case continueTask(FlowTask)
    /// The task under way after something else was talked about.
    case resumeTask
    /// The message did not answer the task's question.
    case repeatTask
    case dropTask
    /// Something that a shop does but this release cannot do yet.
    case offerHuman(for: Topic)
    /// An entry of the shop's knowledge that the customer chose.
    case tellKnowledge(String)
    case declineOffer
    /// "算了" to the shop's question which one is meant.
    case dropQuestion
    case outOfScope
    /// Nothing was recognised with enough confidence.
    case unclear
    /// The message did not answer the open question, and asked for nothing else.
    case repeatQuestion
    /// The message asked for more than one turn answers.
    case limitRequests
    /// A message while a human is being waited for.
    case waitForHuman
    /// Out of the human's queue, back to the machine.
    case returnToBot
    /// The message could not be read since the nlu is down.
    case admitOutage
}

extension Goal {
    /// A name for the turn's record; holds nothing that the customer wrote.
    var name: String {
        switch self {
        case .trackOrder(let reference): "track_order.\(reference.matter.rawValue)"
        case .askAboutProduct(let aspect, _): "product.\(aspect.rawValue)"
        case .getRecommendations: "recommend"
        case .changeRecommending(let wish): "recommending.\(wish.rawValue)"
        case .talkToHuman(let reason): "talk_to_human.\(reason.rawValue)"
        case .offerHuman(let topic): "offer_human.\(topic.rawValue)"
        case .startTask(let task): "start.\(task.action.rawValue)"
        case .continueTask(let task): "continue.\(task.action.rawValue)"
        case .resumeTask: "resume_task"
        case .repeatTask: "repeat_task"
        case .dropTask: "drop_task"
        case .askAboutAccount(let question, _): "account.\(question.rawValue)"
        case .greet: "greet"
        case .thank: "thank"
        case .identify: "identify"
        case .repeatAnswer: "repeat_answer"
        case .acceptPraise: "praise"
        case .chat: "chat"
        case .sayGoodbye: "goodbye"
        case .getHelp: "help"
        case .acknowledge: "acknowledge"
        case .listOrders: "list_orders"
        case .listCases: "list_cases"
        case .tellKnowledge: "tell_knowledge"
        case .declineOffer: "decline_offer"
        case .dropQuestion: "drop_question"
        case .outOfScope: "out_of_scope"
        case .unclear: "unclear"
        case .repeatQuestion: "repeat_question"
        case .limitRequests: "limit_requests"
        case .waitForHuman: "wait_for_human"
        case .returnToBot: "return_to_bot"
        case .admitOutage: "admit_outage"
        }
    }
}

/// How the customer pointed at an order; empty means "my order".
struct OrderReference: Codable, Hashable, Sendable {
    var matter = OrderMatter.parcel
    var number: String?
    var trackingNumber: String?
    /// The customer's word for something in it, and the catalogue products which that may mean.
    var mention: String?
    var productIDs: [String] = []
    /// "那件", "it": the order that was last talked about.
    var isPronoun = false
    /// "另一个", "the other one": not the order that was last talked about.
    var isOther = false
}

/// What about an order was asked, which tells which orders fit when none was named.
enum OrderMatter: String, Codable, Sendable {
    /// Where it is: what is on its way, else what is being prepared, else the newest.
    case parcel
    /// How it stands: whatever is not finished, else the newest.
    case status
    /// When it comes: what is on its way or being prepared. Without such an order it is a question about the shop.
    case arrival
}

/// How the customer pointed at a product; empty means the one talked about, if any.
struct ProductReference: Codable, Hashable, Sendable {
    var id: String?
    var mention: String?
    /// Options that were named, "灰色", "L".
    var options: [String] = []
    /// "最便宜的": of its variants the cheapest or dearest one; nil where that was not asked.
    var extreme: PriceExtreme?
    /// Without a mention: words that may name a product which the nlu does not know, so that the product talked
    /// about is not taken for it.
    var unknownWords: String?
}

/// What about a product was asked.
enum ProductAspect: String, Codable, CaseIterable, Sendable {
    case details
    case price
    case stock
    case size
}

/// What this release hands to a human; its words are the templates' `topic` vocabulary.
enum Topic: String, Codable, CaseIterable, Sendable {
    case returnItem = "return_item"
    case exchangeItem = "exchange_item"
    case cancelOrder = "cancel_order"
    case refund
    case changeAddress = "change_address"
    case changeOrder = "change_order"
    case remindShipping = "remind_shipping"
    case payment
    case invoice
    case promotion
    case policy
    case complaint
    case damagedItem = "damaged_item"
    case warranty
    case deliveryTime = "delivery_time"
    case cancelReturn = "cancel_return"
    case shipping
    case membership
    case account
    case placeOrder = "place_order"
    case other
}
