import Contracts

extension DialogueV1.Conversation {
    init(_ conversation: Conversation) {
        self.init(
            id: conversation.id,
            customerId: conversation.customerID,
            status: DialogueV1.ConversationStatus(conversation.tracker.status),
            openedUnixMs: conversation.openedAt.milliseconds,
            lastEvent: UInt64(conversation.lastEvent),
            language: conversation.tracker.language.map(TypesV1.Language.init) ?? .unspecified,
            epoch: UInt32(clamping: conversation.epoch)
        )
    }
}

extension DialogueV1.ConversationStatus {
    init(_ status: ConversationStatus) {
        self =
            switch status {
            case .bot: .bot
            case .waitingForHuman: .waitingForHuman
            case .human: .human
            case .resolved: .resolved
            }
    }
}

extension TypesV1.Language {
    init(_ language: Language) {
        self =
            switch language {
            case .chinese: .chinese
            case .english: .english
            }
    }
}

extension DialogueV1.Event {
    init(_ event: ConversationEvent) {
        self.init(
            conversationId: event.conversationID,
            number: UInt64(event.number),
            atUnixMs: event.at.milliseconds,
            messageId: event.messageID,
            turnComplete: event.completesTurn,
            body: Body(event.body)
        )
    }
}

extension DialogueV1.Event.Body {
    fileprivate init(_ body: EventBody) {
        self =
            switch body {
            case .customerMessage(let message): .customerMessage(DialogueV1.CustomerMessage(text: message.text))
            case .clerkMessage(let message): .clerkMessage(DialogueV1.ClerkMessage(message))
            case .statusChange(let change):
                .statusChange(
                    DialogueV1.StatusChange(
                        status: DialogueV1.ConversationStatus(change.status),
                        reason: change.reason
                    )
                )
            case .agentMessage(let message):
                .agentMessage(DialogueV1.AgentMessage(agentId: message.agentID, text: message.text))
            case .ratingRequest(let request):
                .ratingRequest(
                    DialogueV1.RatingRequest(
                        question: request.language == .chinese
                            ? "这次服务您满意吗？请打1到5分，也可以说说原因。" : "How was it? Please rate it from 1 to 5; words are welcome."
                    )
                )
            case .rating(let rating):
                .rating(DialogueV1.Rating(score: UInt32(clamping: rating.score), words: rating.words))
            }
    }
}

extension DialogueV1.ClerkMessage {
    fileprivate init(_ message: EventBody.ClerkMessage) {
        self.init(
            text: message.text,
            language: TypesV1.Language(message.language),
            source: message.citations == nil ? .template : .knowledge,
            cards: message.encodedCards,
            quickReplies: message.quickReplies,
            citations: message.citations ?? []
        )
    }
}

extension EventBody.ClerkMessage {
    fileprivate var encodedCards: [DialogueV1.Card] {
        cards.map { card in
            switch card {
            case .order(let order): DialogueV1.Card(card: .order(DialogueV1.OrderCard(order)))
            case .shipment(let shipment): DialogueV1.Card(card: .shipment(DialogueV1.ShipmentCard(shipment)))
            case .product(let product, let reason):
                DialogueV1.Card(
                    card: .product(DialogueV1.ProductCard(product, reason: reason ?? "", language: language))
                )
            }
        }
    }
}

extension DialogueV1.OrderCard {
    fileprivate init(_ order: Order) {
        self.init(
            orderId: order.number,
            status: order.status.rawValue,
            createdUnixMs: order.placedAt.milliseconds,
            total: TypesV1.Money(order.total),
            itemNames: order.items.map(\.name)
        )
    }
}

extension DialogueV1.ShipmentCard {
    fileprivate init(_ shipment: Shipment) {
        self.init(
            orderId: shipment.orderNumber,
            carrier: shipment.carrier,
            trackingNumber: shipment.trackingNumber,
            status: shipment.status.rawValue,
            lastEventUnixMs: shipment.lastEvent?.occurredAt.milliseconds ?? 0,
            lastEvent: shipment.lastEvent?.description ?? "",
            expected: shipment.estimate.map { estimate in
                TypesV1.TimeRange(
                    startUnixMs: estimate.earliest.milliseconds,
                    endUnixMs: estimate.latest.milliseconds
                )
            }
        )
    }
}

extension DialogueV1.ProductCard {
    fileprivate init(_ product: Product, reason: String, language: Language) {
        self.init(
            productId: product.id,
            name: product.name.text(in: language),
            priceFrom: product.priceRange.map { TypesV1.Money($0.lowest) },
            inStock: product.isForSale,
            reason: reason
        )
    }
}

extension TypesV1.Money {
    fileprivate init(_ money: Money) {
        self.init(amountMinor: money.minorUnits, currency: money.currency)
    }
}
