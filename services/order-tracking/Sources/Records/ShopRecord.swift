/// One line of the import format (docs/import-format.md).
enum ShopRecord: Hashable, Sendable {
    case header
    case customer(Customer)
    case product(Product)
    case order(Order)
    case shipment(Shipment)
    case afterSaleCase(AfterSaleCase)
    /// What a carrier said; of a parcel that is known already, or one that is still to come.
    case carrierEvent(CarrierEvent)

    static let formatName = "xiaoer-shop"
    static let formatVersion: Int64 = 1

    private enum Kind: String, CaseIterable {
        case header
        case customer
        case product
        case order
        case shipment
        case afterSaleCase = "case"
        case carrierEvent = "event"
    }

    init(_ json: JSONValue) throws {
        var fields = try FieldReader(json)
        let kind: Kind = try fields.choice("kind")
        switch kind {
        case .header: self = try Self.header(&fields)
        case .customer: self = .customer(try Customer(fields: &fields))
        case .product: self = .product(try Product(fields: &fields))
        case .order: self = .order(try Order(fields: &fields))
        case .shipment: self = .shipment(try Shipment(fields: &fields))
        case .afterSaleCase: self = .afterSaleCase(try AfterSaleCase(fields: &fields))
        case .carrierEvent: self = .carrierEvent(try CarrierEvent(fields: &fields))
        }
    }

    var json: JSONValue {
        var record = ObjectBuilder()
        record.add("kind", kind.rawValue)
        switch self {
        case .header:
            record.add("format", Self.formatName)
            record.add("version", .integer(Self.formatVersion))
        case .customer(let customer): customer.write(to: &record)
        case .product(let product): product.write(to: &record)
        case .order(let order): order.write(to: &record)
        case .shipment(let shipment): shipment.write(to: &record)
        case .afterSaleCase(let afterSaleCase): afterSaleCase.write(to: &record)
        case .carrierEvent(let event): event.write(to: &record)
        }
        return record.object
    }

    /// The record's one text, with its line end.
    var line: [UInt8] {
        var bytes = json.canonicalBytes
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private var kind: Kind {
        switch self {
        case .header: .header
        case .customer: .customer
        case .product: .product
        case .order: .order
        case .shipment: .shipment
        case .afterSaleCase: .afterSaleCase
        case .carrierEvent: .carrierEvent
        }
    }

    private static func header(_ fields: inout FieldReader) throws -> ShopRecord {
        let format = try fields.requiredText("format")
        guard format == formatName else { throw fields.violation("format", "must be \(formatName) (is \"\(format)\")") }
        let version = try fields.requiredInteger("version", in: 1...Int64.max)
        guard version == formatVersion else {
            throw fields.violation("version", "this release reads version \(formatVersion) (is \(version))")
        }
        try fields.finish()
        return .header
    }
}
