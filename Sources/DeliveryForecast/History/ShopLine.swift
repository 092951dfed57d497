/// The parts of a line of the import format that past parcels are made of; what else a line holds is skipped.
struct ShopLine: Decodable {
    struct Address: Decodable {
        let province: String?
        let city: String?
    }

    struct Event: Decodable {
        let at: String
        let status: String
        let place: String?
    }

    /// An order lists its items whole, a shipment by their ids, a case in a form of its own.
    struct Item: Decodable {
        let quantity: Int

        init(from decoder: any Decoder) throws {
            if (try? decoder.singleValueContainer().decode(String.self)) != nil {
                quantity = 1
                return
            }
            let container = try decoder.container(keyedBy: Key.self)
            quantity = try container.decodeIfPresent(Int.self, forKey: .quantity) ?? 1
        }

        private enum Key: CodingKey {
            case quantity
        }
    }

    let kind: String
    let id: String?
    let order: String?
    let carrier: String?
    let status: String?
    let promised_at: String?
    let toward_shop: Bool?
    let address: Address?
    let items: [Item]?
    let events: [Event]?
}
