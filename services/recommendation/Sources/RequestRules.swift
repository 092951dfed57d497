import Contracts
import MeshRuntime

/// What a request must keep to before anything is asked.
enum RequestRules {
    static let eventsMax = 1000
    static let limits = 1...50
    static let limitDefault = 5
    static let contextProductsMax = 50
    static let codesMax = 20
    static let effectDays: ClosedRange<UInt32> = 1...90
    static let effectDaysDefault: UInt32 = 7

    static func limit(_ value: UInt32) throws(RequestError) -> Int {
        let limit = value == 0 ? limitDefault : Int(value)
        guard limits.contains(limit) else { throw .invalidLimit(value) }
        return limit
    }

    static func id(_ value: String, named field: String) throws(RequestError) -> String {
        guard (1...BehaviourEvent.idLengthMax).contains(value.utf8.count) else {
            throw .invalidID(field: field, length: value.utf8.count)
        }
        return value
    }
}

extension RequestRules {
    static func products(_ values: [String]) throws(RequestError) -> [String] {
        guard values.count <= contextProductsMax else {
            throw .tooMany("product_ids", values.count, contextProductsMax)
        }
        return values
    }

    static func codes(_ values: [String]) throws(RequestError) -> Set<String> {
        guard values.count <= codesMax else { throw .tooMany("coupon_codes", values.count, codesMax) }
        return Set(values)
    }

    static func days(_ value: UInt32) throws(RequestError) -> Int {
        let days = value == 0 ? effectDaysDefault : value
        guard effectDays.contains(days) else { throw .invalidDays(value) }
        return Int(days)
    }
}

enum RequestError: Error, Hashable, CustomStringConvertible {
    case tooManyEvents(Int)
    case invalidEvent(index: Int, BehaviourEventError)
    case invalidLimit(UInt32)
    case invalidID(field: String, length: Int)
    case tooManyContextProducts(Int)
    case textTooLong(length: Int)
    case tooMany(_ field: String, _ count: Int, _ max: Int)
    case invalidItemCount(Int)
    case invalidItem(index: Int)
    case invalidDays(UInt32)

    var description: String {
        switch self {
        case .tooManyEvents(let count):
            "events must have at most \(RequestRules.eventsMax) entries (has \(count))"
        case .invalidEvent(let index, let error):
            "events[\(index)]: \(error); nothing was recorded"
        case .invalidLimit(let limit):
            "limit must be 1 to \(RequestRules.limits.upperBound), or 0 for \(RequestRules.limitDefault) (is \(limit))"
        case .invalidID(let field, let length):
            "\(field) must have 1 to \(BehaviourEvent.idLengthMax) bytes (has \(length))"
        case .tooManyContextProducts(let count):
            "context_product_ids must have at most \(RequestRules.contextProductsMax) entries (has \(count))"
        case .tooMany(let field, let count, let max):
            "\(field) must have at most \(max) entries (has \(count))"
        case .invalidItemCount(let count):
            "items must have 1 to \(Basket.linesMax) entries (has \(count))"
        case .invalidItem(let index):
            "items[\(index)] must have a quantity, a price of 0 or more in the currency of the others, and at most"
                + " \(Basket.lineTotalMax) minor units in all"
        case .invalidDays(let days):
            "days must be \(RequestRules.effectDays.lowerBound) to \(RequestRules.effectDays.upperBound), or 0 for"
                + " \(RequestRules.effectDaysDefault) (is \(days))"
        case .textTooLong(let length):
            "text must have at most \(BehaviourEvent.textLengthMax) bytes (has \(length))"
        }
    }
}
