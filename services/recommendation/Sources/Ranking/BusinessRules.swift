import Foundation
import Yams

/// The shop's own wishes, the same for every customer: read from a file, applied after ranking.
struct BusinessRules: Hashable, Sendable {
    /// Never recommended.
    var excludedProducts: Set<String> = []
    var excludedCategories: Set<String> = []
    /// Factors of the score, within `boosts`: what earns more may come a little earlier.
    var productBoosts: [String: Double] = [:]
    var categoryBoosts: [String: Double] = [:]
    var brandBoosts: [String: Double] = [:]

    /// Narrow, so that no margin can put what does not fit in front of what does.
    static let boosts = 0.8...1.25

    func allows(_ product: ProductFacts) -> Bool {
        !excludedProducts.contains(product.id) && !excludedCategories.contains(product.category)
    }

    func factor(of product: ProductFacts) -> Double {
        let factor =
            (productBoosts[product.id] ?? 1) * (categoryBoosts[product.category] ?? 1)
            * (brandBoosts[product.brand] ?? 1)
        return min(max(factor, Self.boosts.lowerBound), Self.boosts.upperBound)
    }
}

extension BusinessRules {
    private struct File: Decodable {
        struct Excluded: Decodable {
            var products: [String]?
            var categories: [String]?
        }
        struct Boosts: Decodable {
            var products: [String: Double]?
            var categories: [String: Double]?
            var brands: [String: Double]?
        }
        var excluded: Excluded?
        var boosts: Boosts?
    }

    /// - Parameter yaml: see config/business-rules.yaml.
    init(yaml: String) throws(BusinessRulesError) {
        let file: File
        do {
            // Nothing but comments is no wish at all.
            file = try Yams.compose(yaml: yaml) == nil ? File() : YAMLDecoder().decode(File.self, from: yaml)
        } catch {
            throw .malformed("\(error)")
        }
        self.init(
            excludedProducts: Set(file.excluded?.products ?? []),
            excludedCategories: Set(file.excluded?.categories ?? []),
            productBoosts: file.boosts?.products ?? [:],
            categoryBoosts: file.boosts?.categories ?? [:],
            brandBoosts: file.boosts?.brands ?? [:]
        )
        let all = [productBoosts, categoryBoosts, brandBoosts].flatMap { $0.sorted { $0.key < $1.key } }
        if let wrong = all.first(where: { !Self.boosts.contains($0.value) }) {
            throw .boostOutOfRange(name: wrong.key, value: wrong.value)
        }
    }
}

enum BusinessRulesError: Error, Hashable, CustomStringConvertible {
    case malformed(String)
    case boostOutOfRange(name: String, value: Double)

    var description: String {
        switch self {
        case .malformed(let reason): "the business rules are not YAML of the expected form: \(reason)"
        case .boostOutOfRange(let name, let value):
            "the boost of \(name) must be within \(BusinessRules.boosts) (is \(value))"
        }
    }
}
