import Contracts
import ItemRecommendation

extension RecommendationV1.RecordEventsRequest {
    func behaviourEvents(now: Int64) throws(RequestError) -> [BehaviourEvent] {
        guard events.count <= RequestRules.eventsMax else { throw .tooManyEvents(events.count) }
        var result: [BehaviourEvent] = []
        for (index, event) in events.enumerated() {
            do {
                let event = try BehaviourEvent(event)
                try event.validate(now: now)
                result.append(event)
            } catch {
                throw .invalidEvent(index: index, error)
            }
        }
        return result
    }
}

extension BehaviourEvent {
    init(_ event: RecommendationV1.BehaviourEvent) throws(BehaviourEventError) {
        self.init(
            id: event.id,
            customerID: event.customerId,
            productID: event.productId,
            kind: try Kind(event.kind),
            at: event.atUnixMs,
            quantity: event.quantity,
            text: event.text,
            orderID: event.orderId,
            conversationID: event.conversationId
        )
    }
}

extension BehaviourEvent.Kind {
    init(_ kind: RecommendationV1.EventKind) throws(BehaviourEventError) {
        switch kind {
        case .view: self = .view
        case .cart: self = .cart
        case .buy: self = .buy
        case .return: self = .return
        case .rate: self = .rate
        case .dislike: self = .dislike
        case .search: self = .search
        case .say: self = .say
        case .mute: self = .mute
        case .unmute: self = .unmute
        case .complaintOpened: self = .complaintOpened
        case .complaintClosed: self = .complaintClosed
        case .unsubscribe: self = .unsubscribe
        case .unspecified, .unrecognized: throw .unknownKind(kind.rawValue)
        }
    }
}

extension Recommender.Request {
    init(_ request: RecommendationV1.RecommendRequest) throws(RequestError) {
        for (field, value) in [("category", request.category), ("conversation_id", request.conversationId)] {
            guard value.utf8.count <= BehaviourEvent.idLengthMax else {
                throw .invalidID(field: field, length: value.utf8.count)
            }
        }
        guard request.text.utf8.count <= BehaviourEvent.textLengthMax else {
            throw .textTooLong(length: request.text.utf8.count)
        }
        guard request.contextProductIds.count <= RequestRules.contextProductsMax else {
            throw .tooManyContextProducts(request.contextProductIds.count)
        }
        guard request.customerId.utf8.count <= BehaviourEvent.idLengthMax else {
            throw .invalidID(field: "customer_id", length: request.customerId.utf8.count)
        }
        self.init(
            customerID: request.customerId,
            contextProductIDs: request.contextProductIds,
            limit: try RequestRules.limit(request.limit),
            category: request.category,
            complaintIsOpen: request.complaintOpen,
            conversationID: request.conversationId,
            words: request.text
        )
    }
}

extension RecommendationV1.RecommendResponse {
    init(_ answer: Recommender.Answer, modelVersion: String) {
        switch answer {
        case .ranked(let products):
            self.init(
                recommendations: products.map(RecommendationV1.Recommendation.init),
                modelVersion: modelVersion
            )
        case .silent(let silence):
            self.init(silentBecause: silence.rawValue, modelVersion: modelVersion)
        }
    }
}

extension RecommendationV1.Recommendation {
    init(_ product: RankedProduct) {
        self.init(
            productId: product.productID,
            score: product.score,
            reasons: product.reasons.map(RecommendationV1.Reason.init)
        )
    }
}

extension RecommendationV1.Reason {
    init(_ reason: RankedProduct.Reason) {
        switch reason {
        case .boughtTogether(let seed, let customers):
            self.init(kind: .boughtTogether, productId: seed, count: UInt32(clamping: customers))
        case .viewedTogether(let seed, let customers):
            self.init(kind: .viewedTogether, productId: seed, count: UInt32(clamping: customers))
        case .popular(let purchases, let days):
            self.init(kind: .popular, count: UInt32(clamping: purchases), days: UInt32(clamping: days))
        case .similarContent(let seed): self.init(kind: .similarContent, productId: seed)
        case .lastIntent: self.init(kind: .lastIntent)
        case .ownPurchase(let product): self.init(kind: .yourPurchase, productId: product)
        case .ownInterest(let product): self.init(kind: .yourInterest, productId: product)
        }
    }
}

extension RecommendationV1.ExplainResponse {
    init(_ explanation: Explanation) {
        self.init(
            recommendation: RecommendationV1.Recommendation(explanation.product),
            contributions: explanation.contributions.map {
                RecommendationV1.Contribution(feature: $0.feature, value: $0.value, contribution: $0.contribution)
            },
            excludedBy: explanation.exclusion?.rawValue ?? ""
        )
    }
}

extension RecommendationV1.ModelVersion {
    init(_ summary: RecommenderSummary, serving: String?) {
        self.init(
            version: summary.version,
            createdUnixMs: summary.createdUnixMilliseconds,
            serving: summary.version == serving,
            events: UInt64(summary.interactions),
            hitRatioAt10: summary.expectedHitRate,
            ndcgAt10: summary.expectedGain,
            customers: UInt64(summary.customers),
            products: UInt64(summary.items)
        )
    }
}
