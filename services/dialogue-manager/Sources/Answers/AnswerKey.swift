/// Every answer that the dialogue can give. Each has a template in every language.
enum AnswerKey: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    case greeting
    case help
    case thanks
    case praise
    case chat
    case goodbye
    case acknowledged
    case identityConfirmed = "identity_confirmed"
    case identityOther = "identity_other"

    case saidBefore = "said_before"
    case notUnderstood = "not_understood"
    case outOfScope = "out_of_scope"
    case tooManyRequests = "too_many_requests"
    case understandingUnavailable = "understanding_unavailable"
    case ordersUnavailable = "orders_unavailable"
    case recommendationUnavailable = "recommendation_unavailable"

    case noOrders = "no_orders"
    case noOrderWithProduct = "no_order_with_product"
    case orderNotFound = "order_not_found"
    case parcelNotFound = "parcel_not_found"
    case orderMoving = "order_moving"
    case orderDelayed = "order_delayed"
    case orderInTrouble = "order_in_trouble"
    case orderPreparing = "order_preparing"
    case orderAwaitingPayment = "order_awaiting_payment"
    case orderDelivered = "order_delivered"
    case orderInStatus = "order_in_status"
    case orderList = "order_list"
    case whichOrder = "which_order"
    case whichOrderAgain = "which_order_again"

    case productNotNamed = "product_not_named"
    case productNotFound = "product_not_found"
    case whichProduct = "which_product"
    case whichProductAgain = "which_product_again"
    case productPrice = "product_price"
    case productInStock = "product_in_stock"
    case productSoldOut = "product_sold_out"
    case productWithoutVariant = "product_without_variant"
    case productSizes = "product_sizes"
    case productWithoutSizes = "product_without_sizes"
    case productDetails = "product_details"

    case productCheapest = "product_cheapest"
    case productDearest = "product_dearest"
    case orderContents = "order_contents"
    case conversationTotals = "conversation_totals"
    case giftCardBalance = "gift_card_balance"
    case noGiftCard = "no_gift_card"

    case recommendations
    case matchingProducts = "matching_products"
    case noRecommendations = "no_recommendations"
    /// Beside a product card.
    case recommendationReason = "recommendation_reason"
    case recommendationsMuted = "recommendations_muted"
    case recommendationsDuringComplaint = "recommendations_during_complaint"
    case recommendationsStopped = "recommendations_stopped"
    case recommendationsWelcome = "recommendations_welcome"
    case promotionsStopped = "promotions_stopped"

    case taskWhichOrder = "task_which_order"
    case taskWhichItems = "task_which_items"
    case taskWhichVariant = "task_which_variant"
    case taskWhichReason = "task_which_reason"
    case taskWhichMethod = "task_which_method"
    case taskWhichAddress = "task_which_address"
    case taskWhichInvoiceTitle = "task_which_invoice_title"
    case taskNothingFits = "task_nothing_fits"
    case taskNoOtherVariant = "task_no_other_variant"
    case taskNoOtherMethod = "task_no_other_method"
    case taskRefused = "task_refused"
    case taskRefusedAlone = "task_refused_alone"
    case taskRefusedStatus = "task_refused_status"
    case taskRefusedWindow = "task_refused_window"
    case taskRefusedTimes = "task_refused_times"
    case taskRefusedCategory = "task_refused_category"
    case taskRefusedItemStatus = "task_refused_item_status"
    case taskRefusedStock = "task_refused_stock"
    case taskRefusedBalance = "task_refused_balance"
    case taskRefusedDestination = "task_refused_destination"
    case taskNoPriceDrop = "task_no_price_drop"
    case taskDropped = "task_dropped"
    case taskSetAside = "task_set_aside"
    case taskUncertain = "task_uncertain"
    case taskDonePlain = "task_done_plain"

    case confirmCancelOrder = "confirm_cancel_order"
    case confirmChangeAddress = "confirm_change_address"
    case confirmChangePayment = "confirm_change_payment"
    case confirmChangeItems = "confirm_change_items"
    case confirmReturnItems = "confirm_return_items"
    case confirmExchangeItems = "confirm_exchange_items"
    case confirmChangeDefaultAddress = "confirm_change_default_address"
    case confirmRefundItems = "confirm_refund_items"
    case confirmReportItem = "confirm_report_item"
    case confirmRequestInvoice = "confirm_request_invoice"
    case confirmProtectPrice = "confirm_protect_price"
    case doneRefundItems = "done_refund_items"
    case doneReportItem = "done_report_item"
    case doneRequestInvoice = "done_request_invoice"
    case doneProtectPrice = "done_protect_price"
    case afterSaleCases = "after_sale_cases"
    case refundsPaid = "refunds_paid"
    case noCases = "no_cases"
    case doneCancelOrder = "done_cancel_order"
    case doneChangeAddress = "done_change_address"
    case doneChangePayment = "done_change_payment"
    case doneChangeItems = "done_change_items"
    case doneReturnItems = "done_return_items"
    case doneExchangeItems = "done_exchange_items"
    case doneChangeDefaultAddress = "done_change_default_address"

    case knowledgeAnswer = "knowledge_answer"
    case knowledgeDidYouMean = "knowledge_did_you_mean"
    case cannotDoYet = "cannot_do_yet"
    case offerDeclined = "offer_declined"
    case questionDropped = "question_dropped"
    case handover
    case handoverAfterAttempts = "handover_after_attempts"
    case handoverForComplaint = "handover_for_complaint"
    case waitingForHuman = "waiting_for_human"
    case backToBot = "back_to_bot"
}

/// Which facts an answer is given: those always there, those that may be missing, and lists with their items' facts.
struct AnswerShape: Sendable {
    var required: Set<FactName> = []
    var optional: Set<FactName> = []
    var lists: [FactName: Set<FactName>] = [:]
    /// Facts that an item of a list may have beside those that it always has.
    var optionalInLists: Set<FactName> = []
}

extension AnswerKey {
    var shape: AnswerShape {
        taskShape ?? plainShape
    }

    private var plainShape: AnswerShape {
        switch self {
        case .greeting, .help, .thanks, .praise, .chat, .goodbye, .acknowledged, .notUnderstood, .outOfScope,
            .tooManyRequests,
            .understandingUnavailable, .ordersUnavailable, .recommendationUnavailable, .noOrders, .productNotNamed,
            .noRecommendations, .offerDeclined, .questionDropped, .handover, .handoverAfterAttempts, .waitingForHuman,
            .backToBot:
            AnswerShape()
        case .knowledgeAnswer: AnswerShape(required: [.words, .source])
        case .knowledgeDidYouMean: AnswerShape(lists: [.questions: [.index, .words]])
        case .saidBefore: AnswerShape(required: [.words])
        case .identityConfirmed: AnswerShape(required: [.customer])
        case .identityOther, .noGiftCard: AnswerShape()
        case .productCheapest, .productDearest:
            AnswerShape(required: [.product], lists: [.variants: [.price]], optionalInLists: [.variant])
        case .orderContents:
            AnswerShape(
                required: [.orderNumber, .status, .total],
                optional: [.address, .trackingNumber],
                lists: [.items: [.product, .quantity]],
                optionalInLists: [.variant, .price]
            )
        case .conversationTotals: AnswerShape(optional: [.refund, .charge])
        case .giftCardBalance: AnswerShape(lists: [.methods: [.method, .balance]])
        case .noOrderWithProduct, .productNotFound:
            AnswerShape(required: [.mention])
        case .orderNotFound:
            AnswerShape(required: [.orderNumber])
        case .parcelNotFound:
            AnswerShape(required: [.trackingNumber])
        case .orderMoving, .orderDelayed, .orderInTrouble:
            AnswerShape(
                required: [.orderNumber, .product, .carrier, .trackingNumber, .status],
                optional: [.eventPlace, .eventTime, .estimate]
            )
        case .orderDelivered:
            AnswerShape(
                required: [.orderNumber, .product],
                optional: [.carrier, .trackingNumber, .eventPlace, .eventTime]
            )
        case .orderPreparing, .orderInStatus:
            AnswerShape(required: [.orderNumber, .product, .status])
        case .orderAwaitingPayment:
            AnswerShape(required: [.orderNumber, .product, .total])
        case .orderList:
            AnswerShape(
                required: [.count],
                optional: [.more],
                lists: [.orders: [.index, .orderNumber, .product, .status, .placedOn, .total]]
            )
        case .whichOrder, .whichOrderAgain:
            AnswerShape(
                optional: [.more],
                lists: [.orders: [.index, .orderNumber, .product, .status, .placedOn]]
            )
        case .whichProduct, .whichProductAgain:
            AnswerShape(optional: [.more], lists: [.products: [.index, .product, .price]])
        case .productPrice:
            AnswerShape(required: [.product, .lowestPrice], optional: [.highestPrice])
        case .productInStock:
            AnswerShape(
                required: [.product, .count],
                optional: [.variant, .stock],
                lists: [.variants: [.variant]],
                optionalInLists: [.stock]
            )
        case .productSoldOut:
            AnswerShape(required: [.product], optional: [.variant])
        case .productWithoutVariant:
            AnswerShape(required: [.product, .variant], optional: [.sizes])
        case .productSizes:
            AnswerShape(required: [.product, .sizes])
        case .productWithoutSizes:
            AnswerShape(required: [.product])
        case .productDetails:
            AnswerShape(
                required: [.product],
                optional: [.description, .lowestPrice, .highestPrice, .stock, .count],
                lists: [.attributes: [.attribute, .value]]
            )
        case .recommendations, .matchingProducts:
            AnswerShape(
                lists: [.products: [.index, .product, .price]],
                optionalInLists: RecommendationReason.factNames
            )
        case .recommendationReason:
            AnswerShape(optional: RecommendationReason.factNames)
        case .cannotDoYet:
            AnswerShape(required: [.topic])
        default:
            AnswerShape()
        }
    }
}

/// An answer before it has words: which template, filled with which facts.
struct Answer: Codable, Hashable, Sendable {
    var key: AnswerKey
    var facts: Facts

    init(_ key: AnswerKey, _ facts: Facts = [:]) {
        self.key = key
        self.facts = facts
    }
}
