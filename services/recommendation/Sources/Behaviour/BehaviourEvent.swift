/// Something a customer did. Facts are only ever added; a return is an event of its own.
struct BehaviourEvent: Hashable, Sendable {
    /// Unique over all events; recording it again changes nothing.
    let id: String
    let customerID: String
    /// Empty for kinds that name no product.
    let productID: String
    let kind: Kind
    /// Unix milliseconds.
    let at: Int64
    /// Units bought or stars given; 0 otherwise.
    var quantity: UInt32 = 0
    /// What was said or searched for; the reason of a return.
    var text = ""
    var orderID = ""
    var conversationID = ""

    /// Raw values are what the database holds.
    enum Kind: Int, CaseIterable, Sendable {
        case view = 1
        case cart = 2
        case buy = 3
        case `return` = 4
        case rate = 5
        case dislike = 6
        case search = 7
        case say = 8
        /// From here on the customer wants no recommendations, until `unmute`.
        case mute = 9
        case unmute = 10
        /// Between the two the customer is not to be sold anything.
        case complaintOpened = 11
        case complaintClosed = 12
        /// No notices of promotions, until consent is given again.
        case unsubscribe = 13

        var namesProduct: Bool {
            switch self {
            case .view, .cart, .buy, .return, .rate, .dislike: true
            case .search, .say, .mute, .unmute, .complaintOpened, .complaintClosed, .unsubscribe: false
            }
        }
    }
}

extension BehaviourEvent {
    static let idLengthMax = 128
    static let textLengthMax = 2048
    static let starsMax: UInt32 = 5
    /// How far ahead of this service's clock an event may be.
    static let futureMillisecondsMax: Int64 = 24 * 60 * 60 * 1000

    /// Throws the first rule that the event breaks.
    func validate(now: Int64) throws(BehaviourEventError) {
        try Self.checkLength(of: id, named: "id", in: 1...Self.idLengthMax)
        try Self.checkLength(of: customerID, named: "customer_id", in: 1...Self.idLengthMax)
        try Self.checkLength(of: productID, named: "product_id", in: (kind.namesProduct ? 1 : 0)...Self.idLengthMax)
        try Self.checkLength(of: orderID, named: "order_id", in: 0...Self.idLengthMax)
        try Self.checkLength(of: conversationID, named: "conversation_id", in: 0...Self.idLengthMax)
        try Self.checkLength(of: text, named: "text", in: 0...Self.textLengthMax)
        guard (1...now + Self.futureMillisecondsMax).contains(at) else { throw .invalidTime(at) }
        if kind == .rate {
            guard (1...Self.starsMax).contains(quantity) else { throw .invalidStars(quantity) }
        }
    }

    private static func checkLength(
        of text: String,
        named field: String,
        in range: ClosedRange<Int>
    ) throws(BehaviourEventError) {
        guard range.contains(text.utf8.count) else {
            throw .invalidLength(field: field, length: text.utf8.count, allowed: range)
        }
    }
}
