/// A rule that makes something cheaper, as data.
struct Promotion: Hashable, Sendable, Codable {
    let id: String
    var name: String
    var englishName = ""
    var kind: Kind
    var currency: String
    /// Smallest sum of eligible items, in minor units.
    var minimumMinor: Int64 = 0
    /// Unix milliseconds; nil is always.
    var validFrom: Int64?
    /// Exclusive.
    var validUntil: Int64?
    /// Empty, with `categories`, is every product.
    var productIDs: Set<String> = []
    var categories: Set<String> = []
    /// Empty is everybody.
    var segments: Set<String> = []
    /// What may be given away in all, in minor units; nil is without limit.
    var budgetMinor: Int64?
    /// Promotions that it may be used together with, if they name it too.
    var stacksWith: Set<String> = []
    /// Empty applies by itself.
    var couponCode = ""
    var announcement: Announcement?

    enum Kind: Hashable, Sendable, Codable {
        /// 1 to 99.
        case percent(Int)
        /// Minor units.
        case amount(Int64)
        case freeShipping
    }

    struct Announcement: Hashable, Sendable, Codable {
        var text: String
        var englishText: String
        /// Of the customers it fits, 0 to 50; they are not told.
        var heldOutPercent: Int
    }

    func covers(productID: String, category: String?) -> Bool {
        if productIDs.isEmpty, categories.isEmpty { return true }
        return productIDs.contains(productID) || category.map(categories.contains) ?? false
    }

    func isFor(_ segments: Set<String>) -> Bool {
        self.segments.isEmpty || !self.segments.isDisjoint(with: segments)
    }

    func stacks(with other: Promotion) -> Bool { stacksWith.contains(other.id) && other.stacksWith.contains(id) }
}

extension Promotion {
    static let namesMax = 1_000
    static let textLengthMax = 500

    /// Throws the first rule that it breaks.
    func validate() throws(PromotionError) {
        let lengths = [
            ("id", id, 1...BehaviourEvent.idLengthMax), ("name", name, 1...Self.textLengthMax),
            ("english_name", englishName, 0...Self.textLengthMax), ("coupon_code", couponCode, 0...64),
            ("notice_text", announcement?.text ?? "", 0...Self.textLengthMax),
            ("english_notice_text", announcement?.englishText ?? "", 0...Self.textLengthMax),
        ]
        for (field, text, range) in lengths where !range.contains(text.utf8.count) {
            throw .invalidLength(field: field, length: text.utf8.count, allowed: range)
        }
        let isCurrency = currency.utf8.count == 3 && currency.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        guard isCurrency else { throw .invalidCurrency(currency) }
        switch kind {
        case .percent(let percent) where !(1...99).contains(percent):
            throw .outOfRange(field: "percent_off", value: Int64(percent), allowed: "1 to 99")
        case .amount(let amount) where amount < 1:
            throw .outOfRange(field: "amount_off", value: amount, allowed: "at least 1")
        default: break
        }
        guard minimumMinor >= 0 else { throw .outOfRange(field: "minimum", value: minimumMinor, allowed: "at least 0") }
        if let budgetMinor, budgetMinor < 0 {
            throw .outOfRange(field: "budget", value: budgetMinor, allowed: "at least 0")
        }
        if let validFrom, let validUntil, validFrom >= validUntil {
            throw .outOfRange(field: "valid.end_unix_ms", value: validUntil, allowed: "after its start")
        }
        let percent = announcement?.heldOutPercent ?? 0
        guard (0...50).contains(percent) else {
            throw .outOfRange(field: "held_out_percent", value: Int64(percent), allowed: "0 to 50")
        }
        for (field, names) in [
            ("product_ids", productIDs), ("categories", categories), ("segments", segments),
            ("stacks_with", stacksWith),
        ] where names.count > Self.namesMax {
            throw .outOfRange(field: field, value: Int64(names.count), allowed: "at most \(Self.namesMax) entries")
        }
    }
}

enum PromotionError: Error, Hashable, CustomStringConvertible {
    case invalidLength(field: String, length: Int, allowed: ClosedRange<Int>)
    case invalidCurrency(String)
    case outOfRange(field: String, value: Int64, allowed: String)
    case unknownKind(Int32)
    case mixedCurrencies(String, String)
    case unknownChannel(String)
    case unknownPromotion(String)
    case couponCodeTaken(code: String, by: String)
    case budgetExhausted(promotion: String)
    case otherOrder(String)

    var description: String {
        switch self {
        case .invalidLength(let field, let length, let allowed):
            "\(field) must have \(allowed.lowerBound) to \(allowed.upperBound) bytes (has \(length))"
        case .invalidCurrency(let currency): "currency must be three capital letters such as CNY (is '\(currency)')"
        case .outOfRange(let field, let value, let allowed): "\(field) must be \(allowed) (is \(value))"
        case .unknownKind(let kind): "kind must be PERCENT, AMOUNT or FREE_SHIPPING (is \(kind))"
        case .mixedCurrencies(let one, let other): "all amounts must be in one currency (are \(one) and \(other))"
        case .unknownChannel(let channel):
            "channel must be one of \(Consent.Channel.allCases.map(\.rawValue).joined(separator: ", ")) (is '\(channel)')"
        case .unknownPromotion(let id): "there is no promotion '\(id)'"
        case .couponCodeTaken(let code, let by):
            "coupon code '\(code)' belongs to promotion '\(by)'; choose another one"
        case .budgetExhausted(let promotion):
            "what is left of the budget of '\(promotion)' does not suffice; nothing was taken"
        case .otherOrder(let id): "order '\(id)' was redeemed by another customer"
        }
    }
}
