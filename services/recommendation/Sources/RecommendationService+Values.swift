import Contracts

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
        case .unspecified, .unrecognized: throw .unknownKind(kind.rawValue)
        }
    }
}

extension Recommender.Request {
    init(_ request: RecommendationV1.RecommendRequest) throws(RequestError) {
        guard request.category.isEmpty else { throw .categoryNotServed(request.category) }
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
            complaintIsOpen: request.complaintOpen
        )
    }
}

extension RecommendationV1.RecommendResponse {
    init(_ answer: Recommender.Answer) {
        switch answer {
        case .ranked(let products):
            self.init(
                recommendations: products.map(RecommendationV1.Recommendation.init),
                modelVersion: Recommender.modelVersion
            )
        case .silent(let reason):
            self.init(silentBecause: reason.rawValue, modelVersion: Recommender.modelVersion)
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
        }
    }
}
