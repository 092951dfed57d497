import Foundation
import Yams

/// Why the service does not start with a policy file.
enum PolicyFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String, detail: String)
    case invalid(path: String, field: String, rule: String)

    var description: String {
        switch self {
        case .unreadable(let path, let detail): "policy \(path) cannot be read: \(detail)"
        case .invalid(let path, let field, let rule): "policy \(path): " + (field.isEmpty ? rule : "\(field) \(rule)")
        }
    }
}

extension ShopPolicy {
    static func load(path: String) throws(PolicyFileError) -> ShopPolicy {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw .unreadable(path: path, detail: "no such file of UTF-8 text, or no permission to read it")
        }
        return try ShopPolicy(yaml: text, path: path)
    }

    /// `path` names the file in errors.
    init(yaml: String, path: String) throws(PolicyFileError) {
        do {
            guard let root = try compose(yaml: yaml) else { throw FieldViolation(field: "", rule: "must not be empty") }
            var fields = try FieldReader(JSONValue(yaml: root))
            try self.init(fields: &fields)
        } catch let violation as FieldViolation {
            throw .invalid(path: path, field: violation.field, rule: violation.rule)
        } catch {
            throw .unreadable(path: path, detail: "not valid YAML: \(error)")
        }
    }

    private init(fields: inout FieldReader) throws {
        var rules: [ActionKind: ActionRule] = [:]
        for kind in ActionKind.allCases where kind != .advanceCase {
            guard let value = fields.take(kind.rawValue) else { continue }
            var section = try FieldReader(value, path: kind.rawValue)
            rules[kind] = try ActionRule(fields: &section, kind: kind)
        }
        self.rules = rules
        var refund = try fields.object("refund")
        self.refund = try RefundRule(fields: &refund)
        try fields.finish()
    }
}

extension ActionRule {
    /// Keys that mean nothing for an action are refused, since an owner who writes one expects something of it.
    fileprivate init(fields: inout FieldReader, kind: ActionKind) throws {
        guard kind != .changeDefaultAddress else {
            try fields.finish()
            return
        }
        statuses = try Self.statuses(of: &fields, kind: kind)
        switch kind {
        case .cancelOrder:
            reasons = try Self.words("reasons", of: &fields)
        case .changeItems:
            timesMax = try Self.integer("times_max", of: &fields, in: 1...1_000)
        case .returnItems, .exchangeItems:
            reasons = try Self.words("reasons", of: &fields)
            try takeLimits(of: &fields)
            if kind == .returnItems { fee = try ActionFee(rule: &fields, reasons: reasons ?? []) }
        case .refund:
            reasons = try Self.words("reasons", of: &fields)
            try takeLimits(of: &fields)
            atOnceMax = try Self.amount("at_once_max", of: &fields)
        case .requestInvoice, .protectPrice, .reportItem:
            try takeLimits(of: &fields)
        case .changeAddress, .changePayment, .changeDefaultAddress, .advanceCase:
            break
        }
        try fields.finish()
    }

    /// What most actions have in common.
    private mutating func takeLimits(of fields: inout FieldReader) throws {
        windowDays = try Self.integer("window_days", of: &fields, in: 1...3_650)
        timesMax = try Self.integer("times_max", of: &fields, in: 1...1_000)
        excludedCategories = Set(try fields.texts("excluded_categories"))
    }

    private static func amount(_ name: String, of fields: inout FieldReader) throws -> Money? {
        guard let value = fields.take(name) else { return nil }
        var amount = try FieldReader(value, path: fields.fieldPath(name))
        let money = try amount.amount("amount", amount.currency("currency"))
        try amount.finish()
        return money
    }

    private static func statuses(of fields: inout FieldReader, kind: ActionKind) throws -> Set<OrderStatus> {
        var statuses: Set<OrderStatus> = []
        for text in try fields.texts("statuses") {
            guard let status = OrderStatus(rawValue: text), kind.possibleStatuses.contains(status) else {
                let possible = kind.possibleStatuses.map(\.rawValue).sorted().joined(separator: ", ")
                throw fields.violation("statuses", "must be of \(possible) (holds \"\(text)\")")
            }
            statuses.insert(status)
        }
        guard !statuses.isEmpty else {
            throw fields.violation("statuses", "must name at least one; leave the section out to offer nothing")
        }
        return statuses
    }

    private static func words(_ name: String, of fields: inout FieldReader) throws -> [String]? {
        let words = try fields.texts(name)
        return words.isEmpty ? nil : words
    }

    private static func integer(
        _ name: String,
        of fields: inout FieldReader,
        in range: ClosedRange<Int64>
    ) throws -> Int? {
        try fields.optionalInteger(name, in: range).map { Int($0) }
    }
}

extension ActionFee {
    fileprivate init?(rule fields: inout FieldReader, reasons: [String]) throws {
        guard let value = fields.take("fee") else { return nil }
        var fee = try FieldReader(value, path: fields.fieldPath("fee"))
        amount = try fee.amount("amount", fee.currency("currency"))
        freeReasons = Set(try fee.texts("free_reasons"))
        if let unknown = freeReasons.sorted().first(where: { !reasons.contains($0) }) {
            throw fee.violation("free_reasons", "must be of the reasons above (holds \"\(unknown)\")")
        }
        try fee.finish()
    }
}

extension RefundRule {
    fileprivate init(fields: inout FieldReader) throws {
        let texts = try fields.texts("destinations")
        destinations = []
        for text in texts {
            guard let destination = RefundDestination(rawValue: text) else {
                throw fields.violation("destinations", "must be of original, gift_card (holds \"\(text)\")")
            }
            destinations.insert(destination)
        }
        guard !destinations.isEmpty else { throw fields.violation("destinations", "must name at least one") }
        var days = try fields.object("days_max")
        daysMax = [:]
        for kind in PaymentMethod.Kind.allCases {
            daysMax[kind] = Int(try days.requiredInteger(kind.rawValue, in: 0...365))
        }
        try days.finish()
        try fields.finish()
    }
}

extension JSONValue {
    /// YAML as the policy uses it: mappings, lists, words, whole numbers. Quoted scalars are always words.
    fileprivate init(yaml node: Node) throws {
        switch node {
        case .mapping(let mapping):
            self = .object(
                try mapping.map { key, value in
                    guard let name = key.scalar?.string else {
                        throw FieldViolation(field: "", rule: "a key must be a word")
                    }
                    return Member(name: name, value: try JSONValue(yaml: value))
                }
            )
        case .sequence(let sequence):
            self = .array(try sequence.map { try JSONValue(yaml: $0) })
        case .scalar(let scalar):
            if scalar.style == .plain, let number = Int64(scalar.string) {
                self = .integer(number)
            } else {
                self = .string(scalar.string)
            }
        case .alias:
            throw FieldViolation(field: "", rule: "an alias is not read; write the value out")
        }
    }
}
