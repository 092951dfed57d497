import Foundation
import Yams

/// The shop's formats and words, from `slots.yaml`.
struct SlotRules: Codable, Sendable, Hashable {
    var orderNumbers: [NumberFormat]
    var orderWords: [String]
    var trackingNumbers: [NumberFormat]
    var words: Words
    var sizeUnits: [String]
    var measureWords: [String]

    /// For each kind, the normal form of a value and its other forms.
    struct Words: Codable, Sendable, Hashable {
        var colour: [String: [String]]
        var size: [String: [String]]
        var carrier: [String: [String]]
        var paymentMethod: [String: [String]]

        enum CodingKeys: String, CodingKey {
            case colour, size, carrier
            case paymentMethod = "payment_method"
        }
    }

    /// A prefix and how many digits follow it.
    struct NumberFormat: Codable, Sendable, Hashable {
        var prefix: String
        /// Least and most.
        var digits: [Int]

        var digitRange: ClosedRange<Int> { digits[0]...digits[1] }
    }

    enum CodingKeys: String, CodingKey {
        case words
        case orderNumbers = "order_numbers"
        case orderWords = "order_words"
        case trackingNumbers = "tracking_numbers"
        case sizeUnits = "size_units"
        case measureWords = "measure_words"
    }

    static func read(_ path: String) throws -> SlotRules {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw NluError.unreadableFile(path: path, reason: error.localizedDescription)
        }
        let rules: SlotRules
        do {
            rules = try YAMLDecoder().decode(SlotRules.self, from: text)
        } catch {
            throw NluError.badSlotRules(path: path, reason: "\(error)")
        }
        for format in rules.orderNumbers + rules.trackingNumbers {
            guard format.digits.count == 2, format.digits[0] >= 4, format.digits[0] <= format.digits[1] else {
                throw NluError.badSlotRules(
                    path: path,
                    reason: "the digits of \(format.prefix) must be [least, most] with at least 4"
                )
            }
        }
        return rules
    }
}
