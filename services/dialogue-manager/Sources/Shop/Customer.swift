/// Who buys, as far as after-sale needs it.
struct Customer: Codable, Hashable, Sendable {
    var name = ""
    var email = ""
    var defaultAddress: Address?
    var paymentMethods: [PaymentMethod] = []
}

/// Where a parcel goes. Empty parts are unknown or do not exist there.
struct Address: Codable, Hashable, Sendable {
    var recipient = ""
    var phone = ""
    /// ISO 3166-1 alpha-2.
    var country = "CN"
    var province = ""
    var city = ""
    var district = ""
    /// What follows the district: street, house, flat.
    var line = ""
    var postalCode = ""

    /// As it is written on a parcel: from the large to the small in Chinese addresses, the other way round elsewhere.
    var text: String {
        guard country == "CN" else {
            return [
                line, district, city, [province, postalCode].filter { !$0.isEmpty }.joined(separator: " "), country,
            ]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        }
        return (province == city ? "" : province) + city + district + line
    }
}

struct PaymentMethod: Codable, Hashable, Sendable {
    enum Kind: String, Codable, CaseIterable, Sendable {
        case card
        case wallet
        case giftCard = "gift_card"
        case unknown
    }

    var id: String
    var kind: Kind
    var brand = ""
    /// Last four digits of a card; empty for others.
    var lastFour = ""
    /// What a gift card still holds.
    var balance: Money?
}

/// Money that moved for an order.
struct Payment: Codable, Hashable, Sendable {
    var isRefund: Bool
    var amount: Money
    var methodID: String
    var at: Moment
}
