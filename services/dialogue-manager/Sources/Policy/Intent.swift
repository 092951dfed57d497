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
    case listCases
    /// "啥", "huh": the last answer again.
    case repeatAnswer
    case product(ProductAspect)
    case recommend
    case talkToHuman
    case complaint
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
        "refund_progress": .listCases,
        "after_sale_progress": .listCases,
        "repeat": .repeatAnswer,
        "correction": .deny,
        "urge_order": .needsHuman(.remindShipping),
        "change_order": .needsHuman(.changeOrder),
        "cancel_return": .needsHuman(.cancelReturn),
        "not_received": .track(.parcel),
        "delivery_schedule": .needsHuman(.deliveryTime),
        "carrier_question": .needsHuman(.shipping),
        "shipping_fee": .needsHuman(.shipping),
        "return_policy": .needsHuman(.policy),
        "return_shipping": .needsHuman(.policy),
        "store_info": .needsHuman(.policy),
        "membership_points": .needsHuman(.membership),
        "account_question": .needsHuman(.account),
        "payment_failed": .needsHuman(.payment),
        "place_order": .needsHuman(.placeOrder),
        "gift_question": .needsHuman(.other),
        "usage_help": .product(.details),
        "product_compare": .product(.details),
        "product_authenticity": .needsHuman(.policy),
        "invoice": .needsHuman(.invoice),
        "payment_question": .needsHuman(.payment),
        "promotion_coupon": .needsHuman(.promotion),
        "warranty_repair": .needsHuman(.warranty),
        "complaint": .complaint,
        "out_of_scope": .outOfScope,
    ]
}
