import Contracts
import MeshRuntime

/// What a request must keep to before anything is asked.
enum RequestRules {
    static let eventsMax = 1000
    static let limits = 1...50
    static let limitDefault = 5
    static let contextProductsMax = 50

    static func limit(_ value: UInt32) throws(RequestError) -> Int {
        let limit = value == 0 ? limitDefault : Int(value)
        guard limits.contains(limit) else { throw .invalidLimit(value) }
        return limit
    }

    static func productID(_ value: String) throws(RequestError) -> String {
        guard (1...BehaviourEvent.idLengthMax).contains(value.utf8.count) else {
            throw .invalidID(field: "product_id", length: value.utf8.count)
        }
        return value
    }
}

enum RequestError: Error, Hashable, CustomStringConvertible {
    case tooManyEvents(Int)
    case invalidEvent(index: Int, BehaviourEventError)
    case invalidLimit(UInt32)
    case invalidID(field: String, length: Int)
    case tooManyContextProducts(Int)
    case categoryNotServed(String)

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
        case .categoryNotServed(let category):
            "recommendations of one category ('\(category)') are not served yet; leave category empty"
        }
    }
}
