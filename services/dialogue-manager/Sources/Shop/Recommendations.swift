/// What recommendation proposes, with the facts of the catalogue; or why it keeps silent.
struct Recommendations: Codable, Hashable, Sendable {
    /// Best first.
    var products: [Product] = []
    /// By product id; nothing for a product of which nothing can be said.
    var reasons: [String: RecommendationReason] = [:]
    var silence: Silence?

    enum Silence: String, Codable, Sendable {
        case complaintOpen = "complaint_open"
        case muted
    }
}

/// The product that a recommendation rests on, and how.
struct RecommendationReason: Codable, Hashable, Sendable {
    enum Kind: String, Codable, Sendable {
        /// The customer bought it.
        case bought
        /// The customer looked at it.
        case viewed
        /// Other customers bought both.
        case together
        /// Both are described alike.
        case alike
    }

    var kind: Kind
    var product: LocalizedText

    /// One fact, under the name of its kind.
    var facts: Facts {
        let name: FactName =
            switch kind {
            case .bought: .bought
            case .viewed: .viewed
            case .together: .together
            case .alike: .alike
            }
        return [name: .localized(product)]
    }

    static let factNames: Set<FactName> = [.bought, .viewed, .together, .alike]
}
