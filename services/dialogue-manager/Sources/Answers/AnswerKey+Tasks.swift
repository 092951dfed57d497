extension AnswerKey {
    /// The facts of answers about tasks; nil for all other answers.
    ///
    /// `resumed`, `again` and `changed` say nothing themselves: where they are there, the task is talked about again
    /// after something else, because an answer was not understood, or because the facts have changed.
    var taskShape: AnswerShape? {
        switch self {
        case .taskWhichOrder:
            asking(lists: [.orders: [.index, .orderNumber, .product, .status, .placedOn]])
        case .taskWhichItems:
            asking(lists: [.items: [.index, .product, .quantity, .orderNumber]], itemsMayHave: [.variant, .price])
        case .taskWhichVariant:
            asking(
                required: [.product],
                optional: [.variant, .missing],
                lists: [.variants: [.index, .variant, .price]],
                itemsMayHave: [.stock]
            )
        case .taskWhichReason: asking(lists: [.reasons: [.index, .reason]])
        case .taskWhichMethod: asking(lists: [.methods: [.index, .method]])
        case .taskWhichInvoiceTitle: asking()
        case .taskWhichAddress: asking(optional: [.oldAddress, .address])
        case .taskNothingFits, .taskNoOtherMethod, .taskDropped, .taskSetAside, .taskUncertain, .taskDonePlain,
            .taskRefusedAlone:
            AnswerShape(required: [.task])
        case .taskNoOtherVariant: AnswerShape(required: [.task, .product], optional: [.variant])
        case .taskRefused, .taskRefusedStatus, .taskRefusedCategory, .taskRefusedItemStatus, .taskRefusedStock,
            .taskNoPriceDrop,
            .taskRefusedDestination:
            AnswerShape(required: Self.refused)
        case .taskRefusedWindow: AnswerShape(required: Self.refused.union([.windowDays, .daysAgo]))
        case .taskRefusedTimes: AnswerShape(required: Self.refused.union([.timesMax]))
        case .taskRefusedBalance: AnswerShape(required: Self.refused.union([.balance]))
        case .confirmCancelOrder, .doneCancelOrder: aboutOrder(optional: [.refund, .method, .days, .reason])
        case .confirmChangeAddress, .doneChangeAddress:
            aboutOrder(required: [.address], optional: [.recipient, .phone, .blocks])
        case .confirmChangeDefaultAddress, .doneChangeDefaultAddress:
            asking(required: [.address], optional: [.recipient, .phone])
        case .confirmChangePayment, .doneChangePayment:
            aboutOrder(optional: [.charge, .refund, .method, .oldMethod, .days])
        case .confirmRequestInvoice, .doneRequestInvoice:
            aboutOrder(required: [.invoiceTitle], optional: [.taxpayerNumber, .caseNumber])
        case .confirmRefundItems, .doneRefundItems, .confirmReportItem, .doneReportItem, .confirmProtectPrice,
            .doneProtectPrice:
            aboutOrder(optional: [.refund, .method, .days, .reason, .caseNumber, .approval])
        case .afterSaleCases:
            AnswerShape(
                lists: [.cases: [.index, .caseNumber, .orderNumber, .task, .status, .eventTime]],
                optionalInLists: [.refund]
            )
        case .refundsPaid:
            AnswerShape(
                lists: [.cases: [.index, .orderNumber, .product, .refund, .eventTime]],
                optionalInLists: [.method]
            )
        case .noCases: AnswerShape()
        case .confirmReturnItems, .doneReturnItems:
            aboutOrder(optional: [.refund, .method, .days, .fee, .reason, .caseNumber, .blocks])
        case .confirmChangeItems, .doneChangeItems, .confirmExchangeItems, .doneExchangeItems:
            aboutOrder(optional: [.refund, .charge, .method, .days, .reason, .caseNumber, .blocks])
        default: nil
        }
    }

    private static let refused: Set<FactName> = [.task, .orderNumber, .product, .status]

    private func asking(
        required: Set<FactName> = [],
        optional: Set<FactName> = [],
        lists: [FactName: Set<FactName>] = [:],
        itemsMayHave: Set<FactName> = []
    ) -> AnswerShape {
        AnswerShape(
            required: required.union([.task]),
            optional: optional.union([.resumed, .again, .changed, .more]),
            lists: lists,
            optionalInLists: itemsMayHave
        )
    }

    private func aboutOrder(required: Set<FactName> = [], optional: Set<FactName>) -> AnswerShape {
        asking(
            required: required.union([.orderNumber, .product]),
            optional: optional,
            lists: [.items: [.index, .product, .quantity]],
            itemsMayHave: [.variant, .newVariant, .price]
        )
    }
}
