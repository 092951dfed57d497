import Foundation

extension EventBody {
    /// The column that tells how to read the body.
    var kind: String {
        switch self {
        case .customerMessage: "customer_message"
        case .clerkMessage: "clerk_message"
        case .statusChange: "status_change"
        case .agentMessage: "agent_message"
        case .ratingRequest: "rating_request"
        case .rating: "rating"
        }
    }

    func json() throws -> String {
        switch self {
        case .customerMessage(let message): try JSONText.encode(message)
        case .clerkMessage(let message): try JSONText.encode(message)
        case .statusChange(let change): try JSONText.encode(change)
        case .agentMessage(let message): try JSONText.encode(message)
        case .ratingRequest(let request): try JSONText.encode(request)
        case .rating(let rating): try JSONText.encode(rating)
        }
    }

    init(kind: String, json: String) throws {
        switch kind {
        case "customer_message": self = .customerMessage(try JSONText.decode(json))
        case "clerk_message": self = .clerkMessage(try JSONText.decode(json))
        case "status_change": self = .statusChange(try JSONText.decode(json))
        case "agent_message": self = .agentMessage(try JSONText.decode(json))
        case "rating_request": self = .ratingRequest(try JSONText.decode(json))
        case "rating": self = .rating(try JSONText.decode(json))
        default: throw StoredValueError.unknownEventKind(kind)
        }
    }
}

/// Values as JSON text with sorted keys, so that the same value is always the same text.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}

enum StoredValueError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownEventKind(String)

    var description: String {
        switch self {
        case .unknownEventKind(let kind):
            "the database holds an event of the kind \"\(kind)\", which this release does not know"
        }
    }
}
