/// What a value is. Roles of one group exclude each other; a claim and its source may not differ in any group.
package enum Role: String, Hashable, CaseIterable, Sendable, Codable {
    // What happened, or will.
    case placed, paid, shipped, delivered, expected
    // Which money or number.
    case price, total, fee, refundAmount, stock, balance, listPrice, ordered, compensationAmount, couponAmount
    // Which rule.
    case returning, exchanging, refunding, invoicing, priceProtection, dispatching, opening, warranty, cancelling
    // The way of payment.
    case giftCard, wallet, bankCard
    // Which side of a bound.
    case atLeast, below
    // Kinds of goods.
    case food, beauty, apparel, electronics, shoes
    // Kinds of numbers.
    case orderNumber, trackingNumber, phoneNumber, caseNumber
    // On which condition.
    case shopAtFault, changedMind

    var group: Int {
        switch self {
        case .placed, .paid, .shipped, .delivered, .expected: 0
        case .price, .total, .fee, .refundAmount, .stock, .balance, .listPrice, .ordered, .compensationAmount,
            .couponAmount:
            1
        case .returning, .exchanging, .refunding, .invoicing, .priceProtection, .dispatching, .opening, .warranty,
            .cancelling:
            2
        case .giftCard, .wallet, .bankCard: 3
        case .atLeast, .below: 4
        case .food, .beauty, .apparel, .electronics, .shoes: 5
        case .orderNumber, .trackingNumber, .phoneNumber, .caseNumber: 6
        case .shopAtFault, .changedMind: 7
        }
    }

    static let cues: [(phrase: Phrase, meaning: Role)] = words.flatMap { role, phrases in
        phrases.map { (Phrase($0), role) }
    }

    private static let words: [(Role, [String])] = [
        (.placed, ["下单", "下的单", "拍下", "placed", "ordered on", "order date", "bought"]),
        (.paid, ["付款时间", "支付时间", "付款成功", "付的款", "payment received", "paid on"]),
        (
            .shipped,
            [
                "发货", "发出", "揽收", "寄出", "出库", "shipped", "sent out", "dispatched", "collected", "left the warehouse",
                "picked up", "handed over",
            ]
        ),
        (
            .delivered,
            [
                "签收", "已送达", "送达了", "妥投", "收到货", "was delivered", "delivered on", "of delivery", "after delivery",
                "has been delivered", "signed for",
            ]
        ),
        (
            .expected,
            [
                "预计", "估计", "大约", "大概", "能到", "会到", "送到", "到货", "将于", "前到", "expected", "estimate", "estimated",
                "should arrive", "arrive", "arrives", "arriving", "will be there", "due",
            ]
        ),
        (.price, ["价格", "单价", "售价", "现价", "卖", "每件", "一双", "一件", "price", "costs", "each", "priced", "sells"]),
        (.total, ["总价", "合计", "一共", "总共", "应付", "实付", "共计", "总计", "总额", "total", "altogether", "in all", "sum"]),
        (.fee, ["运费", "邮费", "手续费", "快递费", "shipping fee", "postage", "fee", "shipping costs", "shipping is"]),
        (
            .refundAmount,
            [
                "退款金额", "实退", "退款", "回到", "退您", "退给您", "退回", "退还", "给您退", "refund of", "refund is", "comes back",
                "go back", "goes back",
                "refunded",
            ]
        ),
        (.stock, ["库存", "有货", "还剩", "剩余", "仅剩", "in stock", "left", "available"]),
        (.balance, ["余额", "balance"]),
        (.listPrice, ["原价", "划线价", "list price", "original price", "originally"]),
        (.ordered, ["买了", "购买了", "订购了"]),
        (.compensationAmount, ["赔", "补偿", "compensat"]),
        (.couponAmount, ["优惠券", "代金券", "红包", "抵扣券", "coupon", "voucher"]),
        (
            .returning,
            ["退货", "可退", "能退", "可以退", "return", "returned", "returns", "send back", "returning", "send it back"]
        ),
        (.exchanging, ["换货", "可以换", "能换", "换一次", "调换", "换同款", "exchange", "exchanged", "exchanges", "swap"]),
        (.refunding, ["退款", "到账", "退到", "refund", "refunds", "money", "money back", "goes back", "退钱", "退您", "回到"]),
        (.invoicing, ["发票", "开票", "invoice", "invoices"]),
        (.priceProtection, ["价保", "保价", "差价", "降价", "price protection", "price drops", "cheaper", "difference"]),
        (.dispatching, ["发货", "发出", "dispatch", "leave", "ships", "ship"]),
        (
            .opening,
            [
                "在线", "营业", "上班", "客服", "人工", "online", "open from", "open until", "colleagues", "support hours",
                "opening hours",
            ]
        ),
        (.warranty, ["保修", "质保", "warranty"]),
        (.cancelling, ["取消", "cancel", "cancelled"]),
        (.giftCard, ["礼品卡", "gift card", "gift cards"]),
        (.wallet, ["支付宝", "微信", "钱包", "alipay", "wechat", "wallet", "wallets"]),
        (.bankCard, ["银行卡", "信用卡", "储蓄卡", "借记卡", "bank card", "bank cards", "credit card", "debit card"]),
        (.atLeast, ["满", "以上", "超过", "达到", "不低于", "from", "over", "above", "at least", "or more", "more than"]),
        (.below, ["不满", "不足", "未满", "以下", "低于", "不到", "没满", "below", "under", "less than", "fewer than"]),
        (.food, ["食品", "零食", "食物", "吃的", "food", "snacks", "groceries"]),
        (.beauty, ["美妆", "护肤", "化妆品", "beauty", "cosmetics", "skincare"]),
        (.apparel, ["服装", "衣服", "clothes", "clothing", "apparel"]),
        (.electronics, ["数码", "电器", "electronics"]),
        (.shoes, ["鞋子", "鞋类", "footwear"]),
        (.orderNumber, ["订单号", "订单", "order number", "order"]),
        (.trackingNumber, ["运单号", "快递单号", "物流单号", "运单", "单号", "tracking number", "tracking", "waybill"]),
        (.phoneNumber, ["电话", "手机", "手机号", "热线", "phone", "call", "hotline"]),
        (
            .shopAtFault,
            [
                "破损", "发错", "质量问题", "描述不符", "少发", "漏发", "坏了", "瑕疵", "damaged", "wrong item", "is wrong", "are wrong",
                "or wrong", "faulty", "defective",
                "broken", "not as described",
            ]
        ),
        (.changedMind, ["个人原因", "不想要", "不喜欢", "changed your mind", "change of mind", "changed their mind"]),
        (.caseNumber, ["售后单", "工单", "case", "case number"]),
    ]
}
