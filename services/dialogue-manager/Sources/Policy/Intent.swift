/// What the nlu's intents mean to the policy. The nlu owns the taxonomy; an intent without a row here is unclear.
enum Intent: Hashable, Sendable {
    case greet
    case thank
    case praise
    case chat
    case sayGoodbye
    case getHelp
    case affirm
    case deny
    case track(OrderMatter)
    case listOrders
    case product(ProductAspect)
    case recommend
    case talkToHuman
    /// One that a flow is started by.
    case task(AfterSaleKind)
    case needsHuman(Topic)
    case outOfScope

    init?(name: String) {
        guard let intent = Self.byName[name] else { return nil }
        self = intent
    }

    /// Courtesy is answered only where the message asks for nothing else.
    var isCourtesy: Bool {
        switch self {
        case .greet, .thank, .praise, .chat, .sayGoodbye, .affirm, .deny: true
        default: false
        }
    }

    var productAspect: ProductAspect? {
        if case .product(let aspect) = self { aspect } else { nil }
    }

    /// Whether a message with this intent may be an answer to a question of this kind.
    func fits(_ question: Question.Kind) -> Bool {
        switch (self, question) {
        case (.track, .order), (.listOrders, .order), (.product, .product): true
        default: isCourtesy
        }
    }

    static let byName: [String: Intent] = [
        "greeting": .greet,
        "thanks": .thank,
        "praise": .praise,
        "chitchat": .chat,
        "goodbye": .sayGoodbye,
        "help": .getHelp,
        "affirm": .affirm,
        "deny": .deny,
        "track_order": .track(.parcel),
        "order_status": .track(.status),
        "delivery_time": .track(.arrival),
        "order_list": .listOrders,
        "product_question": .product(.details),
        "product_price": .product(.price),
        "product_stock": .product(.stock),
        "product_size": .product(.size),
        "recommend": .recommend,
        "human_agent": .talkToHuman,
        "return_item": .needsHuman(.returnItem),
        "exchange_item": .needsHuman(.exchangeItem),
        "cancel_order": .needsHuman(.cancelOrder),
        "change_address": .needsHuman(.changeAddress),
        "refund_progress": .needsHuman(.refund),
        "invoice": .needsHuman(.invoice),
        "payment_question": .needsHuman(.payment),
        "promotion_coupon": .needsHuman(.promotion),
        "warranty_repair": .needsHuman(.warranty),
        "complaint": .needsHuman(.complaint),
        "out_of_scope": .outOfScope,
    ]
}
