extension AfterSaleFacts {
    /// A case that begins now. Its number goes on from the cases of its kind that the order has, ended ones too.
    func newCase(
        _ kind: ActionKind,
        status: CaseStatus = .awaitingGoods,
        reason: String = "",
        items: [AfterSaleCase.Item],
        details: [Attribute] = [],
        consequence: Consequence
    ) -> AfterSaleCase {
        guard let letter = kind.caseLetter else { preconditionFailure("\(kind.rawValue) opens no case") }
        let number = cases.count { $0.kind == kind } + 1
        return AfterSaleCase(
            id: "\(order.id)-\(letter)\(number)",
            orderID: order.id,
            kind: kind,
            status: status,
            openedAt: now,
            reason: reason,
            methodID: consequence.methodID,
            currency: order.currency,
            refund: consequence.refund,
            charge: consequence.charge,
            items: items,
            details: details,
            steps: [.init(at: now, status: status)]
        )
    }
}
