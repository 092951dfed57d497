/// Somebody who buys, with what is needed to recognise, deliver to and charge them.
struct Customer: Hashable, Sendable {
    var id: String
    var name: String
    var email: String?
    var phone: String?
    /// BCP 47 primary subtag, "zh" or "en"; nil when the shop does not know.
    var language: String?
    /// The first one is the default.
    var addresses: [Address]
    var paymentMethods: [PaymentMethod]
}

/// Where a parcel goes. Empty parts are unknown or do not exist there.
struct Address: Hashable, Sendable {
    var recipient = ""
    var phone = ""
    /// ISO 3166-1 alpha-2.
    var country: String
    var province = ""
    var city = ""
    var district = ""
    /// Street, house and flat: what follows the district.
    var line = ""
    var postalCode = ""
}

struct PaymentMethod: Hashable, Sendable {
    /// Unique within its customer.
    var id: String
    var kind: Kind
    var brand = ""
    /// Last four digits of a card; empty for others.
    var lastFour = ""
    /// What a gift card still holds; nil for others.
    var balance: Money?

    enum Kind: String, CaseIterable, Sendable {
        case card
        case wallet
        case giftCard = "gift_card"
    }
}
