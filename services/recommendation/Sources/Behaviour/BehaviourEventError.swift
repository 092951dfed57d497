/// The rule that an event breaks.
enum BehaviourEventError: Error, Hashable, CustomStringConvertible {
    case invalidLength(field: String, length: Int, allowed: ClosedRange<Int>)
    case invalidTime(Int64)
    case invalidStars(UInt32)
    case unknownKind(Int32)

    var description: String {
        switch self {
        case .invalidLength(let field, let length, let allowed):
            "\(field) must have \(allowed.lowerBound) to \(allowed.upperBound) bytes (has \(length))"
        case .invalidTime(let at):
            "at_unix_ms must be after 1970 and at most a day in the future (is \(at))"
        case .invalidStars(let stars):
            "quantity must be 1 to \(BehaviourEvent.starsMax) stars (is \(stars))"
        case .unknownKind(let kind):
            "kind must be one that this service knows (is \(kind))"
        }
    }
}
