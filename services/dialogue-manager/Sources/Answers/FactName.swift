/// Names of the facts that a template may ask for, as written between braces.
enum FactName: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    case attribute
    case attributes
    case carrier
    case count
    case description
    case estimate
    case eventPlace = "event_place"
    case eventTime = "event_time"
    case highestPrice = "highest_price"
    case index
    case lowestPrice = "lowest_price"
    case mention
    case more
    case orderNumber = "order_number"
    case orders
    case placedOn = "placed_on"
    case price
    case product
    case products
    case sizes
    case status
    case stock
    case topic
    case total
    case trackingNumber = "tracking_number"
    case value
    case variant
    case variants
}

/// One fact of an answer. How it reads depends on the language, so it stays a value until it is rendered.
enum FactValue: Codable, Hashable, Sendable {
    case text(String)
    case localized(LocalizedText)
    case texts([String])
    case number(Int)
    case money(Money)
    case date(Moment)
    /// A date with its time of day.
    case time(Moment)
    /// A code whose words are in the templates' vocabulary.
    case word(Vocabulary, code: String)
    case list([Facts])
}

typealias Facts = [FactName: FactValue]

/// A closed set of codes; each language's template file has words for every one of them.
enum Vocabulary: String, CaseIterable, Codable, Sendable {
    case orderStatus = "order_status"
    case shipmentStatus = "shipment_status"
    case topic
    /// Open: a carrier without a word here is called by the name that order tracking knows.
    case carrier

    var codes: [String] {
        switch self {
        case .orderStatus: OrderStatus.allCases.map(\.rawValue)
        case .shipmentStatus: ShipmentStatus.allCases.map(\.rawValue)
        case .topic: Topic.allCases.map(\.rawValue)
        case .carrier: []
        }
    }
}
