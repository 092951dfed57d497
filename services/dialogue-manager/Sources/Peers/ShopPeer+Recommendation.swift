import Contracts
import MeshRuntime

extension ShopPeer {
    /// Recommendation knows products by their ids alone; their names, prices and stock are order tracking's.
    func recommendations(beside id: String?, _ scope: CallScope) async throws -> Recommendations {
        let request = RecommendationV1.RecommendRequest(
            customerId: scope.customerID,
            contextProductIds: id.map { [$0] } ?? [],
            limit: UInt32(clamping: min(scope.limit, Self.recommendationsMax)),
            complaintOpen: scope.hasOpenComplaint,
            conversationId: scope.conversationID
        )
        let response = try await recommender.recommend(request, options: recommenderOptions)
        let evidence = response.recommendations.map { ($0.productId, $0.reasons.first(where: \.isTold)) }
        let products = try await products(Set(evidence.flatMap { [$0, $1?.productId].compactMap(\.self) }))
        var found = Recommendations(silence: Recommendations.Silence(rawValue: response.silentBecause))
        for (id, reason) in evidence {
            guard let product = products[id] else { continue }
            found.products.append(product)
            if let kind = reason?.kindTold, let other = reason.flatMap({ products[$0.productId] }) {
                found.reasons[id] = RecommendationReason(kind: kind, product: other.name)
            }
        }
        return found
    }

    /// The event is the one by which ``SpokenWords`` tells the message, so that it counts once.
    func record(_ scope: CallScope) async throws -> CallResult {
        let event = RecommendationV1.BehaviourEvent(saying: scope.message)
        _ = try await recommender.recordEvents(.init(events: [event]), options: recommenderOptions)
        return .recorded
    }

    /// Those that the catalogue has; asked for side by side.
    private func products(_ ids: Set<String>) async throws -> [String: Product] {
        try await withThrowingTaskGroup(of: Product?.self) { group in
            for id in ids { group.addTask { try await product(id) } }
            return try await group.reduce(into: [:]) { found, product in
                if let product { found[product.id] = product }
            }
        }
    }

    private var recommenderOptions: CallOptions { CallOptions(timeout: timeouts.recommendation) }

    /// A few more than an answer shows, since some may be sold out.
    private static let recommendationsMax = 10
}

extension RecommendationV1.Reason {
    /// Nil for evidence that names no product: it would say the same beside every one.
    fileprivate var kindTold: RecommendationReason.Kind? {
        switch kind {
        case .yourPurchase: .bought
        case .yourInterest: .viewed
        case .boughtTogether: .together
        case .similarContent: .alike
        default: nil
        }
    }

    fileprivate var isTold: Bool { kindTold != nil }
}
