/// Names of the facts that a template may ask for, as written between braces.
enum FactName: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    case address
    case again
    case alike
    case approval
    case attribute
    case attributes
    case balance
    case blocks
    case bought
    case carrier
    case cases
    case caseNumber = "case_number"
    case changed
    case charge
    case count
    case customer
    case days
    case daysAgo = "days_ago"
    case description
    case estimate
    case eventPlace = "event_place"
    case eventTime = "event_time"
    case fee
    case highestPrice = "highest_price"
    case index
    case invoiceTitle = "invoice_title"
    case items
    case lowestPrice = "lowest_price"
    case mention
    case method
    case methods
    case missing
    case more
    case newVariant = "new_variant"
    case oldAddress = "old_address"
    case oldMethod = "old_method"
    case orderNumber = "order_number"
    case orders
    case phone
    case placedOn = "placed_on"
    case price
    case product
    case products
    case quantity
    case questions
    case reason
    case reasons
    case recipient
    case refund
    case resumed
    case sizes
    case source
    case status
    case stock
    case task
    case taxpayerNumber = "taxpayer_number"
    case timesMax = "times_max"
    case together
    case topic
    case total
    case trackingNumber = "tracking_number"
    case value
    case variant
    case variants
    case viewed
    case words
    case windowDays = "window_days"
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
    /// Several of them.
    case words(Vocabulary, codes: [String])
    case method(PaymentMethod)
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
    /// What a flow does.
    case task
    case caseStatus = "case_status"
    /// Open: the reasons of the flows are checked against it when both are loaded.
    case reason
    /// Open: colours and sizes as the catalogue writes them.
    case option
    /// Open: brands of payment methods.
    case brand

    var codes: [String] {
        switch self {
        case .orderStatus: OrderStatus.allCases.map(\.rawValue)
        case .shipmentStatus: ShipmentStatus.allCases.map(\.rawValue)
        case .topic: Topic.allCases.map(\.rawValue)
        case .task: AfterSaleKind.allCases.map(\.rawValue)
        case .caseStatus: CaseStatus.allCases.map(\.rawValue)
        case .carrier, .reason, .option, .brand: []
        }
    }
}
