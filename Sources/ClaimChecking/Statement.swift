/// What a shop can promise, or say to be so, without a number.
package enum Statement: String, Hashable, CaseIterable, Sendable, Codable {
    // Promises.
    case refund, compensation, guarantee, coupon, gift, freeShipping, freeReturnShipping, guaranteedArrival
    case returnable, exchangeable, priceProtection, warranty, invoice, cashOnDelivery, instalments, pickUp
    case abroad, chooseCarrier, expedite, cancellable, genuine, physicalStore, cashOut, otherAccount, exportData
    case loyaltyPoints, homeService, humanCall, upgrade
    // States.
    case isDelivered, isShipped, inStock, isCancelled, isRefunded, isPaid, isLost, outForDelivery, isProcessing
    /// What follows from a rule is taken back for the goods named beside it.
    case excluded
    /// Whatever is sold, without an exception.
    case always
}

/// A way to say a statement.
struct StatementWords: Sendable {
    /// Nil for words that only hold those of a statement.
    var statement: Statement?
    var affirmed: Bool
}

extension Statement {
    static let lexicon: [(phrase: Phrase, meaning: StatementWords)] =
        words.flatMap { statement, phrases in
            phrases.map { (Phrase($0), StatementWords(statement: statement, affirmed: true)) }
        }
        + denials.flatMap { statement, phrases in
            phrases.map { (Phrase($0), StatementWords(statement: statement, affirmed: false)) }
        }
        + neutral.map { (Phrase($0), StatementWords(statement: nil, affirmed: true)) }

    /// Asking whether the customer wants one of these is no promise of it.
    var mayBeAsked: Bool {
        switch self {
        case .refund, .returnable, .exchangeable, .cancellable, .invoice, .priceProtection, .isDelivered, .isShipped,
            .isCancelled, .isRefunded, .isPaid, .inStock, .humanCall:
            true
        default: false
        }
    }

    private static let words: [(Statement, [String])] = [
        (
            .refund,
            [
                "退款", "退钱", "退还", "退给您", "退回给您", "退您", "原路退回", "全额退", "refund", "refunds", "money back", "reimburse",
                "reimbursed",
                "give you back", "return your money", "pay you back",
            ]
        ),
        (
            .compensation,
            [
                "赔偿", "补偿", "赔付", "赔您", "赔给您", "补给您", "包赔", "假一赔十", "假一罚十", "赔三", "双倍", "compensate", "compensation",
                "make it up to you",
                "compensated", "pay you double", "goodwill credit", "store credit",
            ]
        ),
        (
            .guarantee,
            [
                "保证", "承诺", "担保", "包您满意", "百分百", "绝对没问题", "绝不会", "一定会到", "一定能到", "肯定能到", "肯定会到", "guarantee",
                "guaranteed", "guarantees",
                "promise", "promised", "without fail", "100% certain", "rest assured that it will", "definitely arrive",
            ]
        ),
        (
            .coupon,
            [
                "优惠券", "代金券", "红包", "抵扣券", "满减券", "抵用券", "无门槛券", "折扣码", "优惠码", "立减", "减免", "打折", "优惠活动", "coupon",
                "coupons", "voucher", "vouchers",
                "promo code", "discount code", "discount", "cashback", "返现",
            ]
        ),
        (
            .gift,
            [
                "赠品", "赠送", "送您一", "送您两", "送一", "免费送", "附赠", "小礼物", "礼品一份", "免费领", "买一送一", "送您", "free gift",
                "gift for you", "complimentary", "free of charge", "as a gift", "throw in",
                "buy one get one",
            ]
        ),
        (
            .freeShipping,
            [
                "包邮", "免运费", "免邮", "运费全免", "不收运费", "不用付运费", "运费我们出", "free shipping", "free delivery",
                "shipping is free", "ships free", "no shipping fee", "delivery is free", "ship it for free",
                "without a shipping fee",
            ]
        ),
        (
            .freeReturnShipping,
            [
                "免费退货", "退货包运费", "退货免运费", "运费险", "上门取件免费", "免费上门取", "free return", "free returns",
                "return shipping is free", "prepaid return label", "shop pays", "店里承担", "我们承担",
            ]
        ),
        (
            .guaranteedArrival,
            [
                "准时送达", "当日达", "次日达", "隔天就到", "当天就到", "today's delivery", "same-day delivery", "next-day delivery",
                "overnight delivery",
            ]
        ),
        (
            .returnable,
            [
                "退货", "可以退", "能退", "可退", "支持退", "给您退了", "退掉", "return it", "returned", "returnable", "can return",
                "be sent back", "accept returns", "returns are accepted", "take it back", "return goods", "returns",
            ]
        ),
        (
            .exchangeable,
            ["换货", "可以换", "能换", "可换", "支持换", "换成", "换一", "exchange", "exchanged", "exchanges", "swap it", "be swapped"]
        ),
        (
            .priceProtection,
            [
                "价保", "保价", "补差价", "退差价", "差价退", "price protection", "price match", "refund the difference",
                "have the difference back", "match the price",
            ]
        ),
        (.warranty, ["保修", "质保", "免费维修", "warranty", "repaired for free", "free repair", "free repairs"]),
        (.invoice, ["发票", "开票", "invoice", "invoices"]),
        (.cashOnDelivery, ["货到付款", "cash on delivery", "pay on delivery", "pay when it arrives"]),
        (.instalments, ["分期", "花呗", "白条", "instalments", "installments", "instalment", "pay in parts"]),
        (.pickUp, ["自提", "到店取", "pick-up", "pick it up", "pickup"]),
        (.abroad, ["海外", "国外", "港澳台", "国际", "abroad", "overseas", "internationally", "other countries", "worldwide"]),
        (
            .chooseCarrier,
            [
                "指定快递", "选快递", "指定顺丰", "choose the carrier", "choose the courier", "pick the carrier",
                "pick the courier", "pick one yet", "指定",
            ]
        ),
        (
            .expedite,
            [
                "加急", "优先发", "插队", "催件后一定", "优先处理", "expedite", "expedited", "rush it", "priority handling",
                "move it to the front",
            ]
        ),
        (
            .cancellable,
            [
                "可以取消", "be cancelled", "be canceled", "cancelling is fine", "能取消", "帮您取消", "给您取消", "can cancel",
                "can be cancelled", "cancel it for you",
            ]
        ),
        (.genuine, ["正品", "正规渠道", "品牌授权", "官方授权", "genuine", "authentic", "authorised channels"]),
        (
            .physicalStore,
            ["实体店", "门店", "线下店", "physical store", "physical stores", "our shops", "retail store", "showroom"]
        ),
        (.cashOut, ["提现", "兑现", "paid out", "cash out", "cashed out", "withdrawn"]),
        (.otherAccount, ["其他账户", "别的账户", "另一个账户", "他人账户", "another account", "different account", "any account"]),
        (.exportData, ["导出您的", "删除您的"]),
        (.loyaltyPoints, ["积分", "会员等级", "loyalty points", "reward points", "bonus points"]),
        (.homeService, ["上门", "home visit", "come to your home", "technician"]),
        (.humanCall, ["给您打电话", "回电", "致电给您", "call you back", "phone you", "ring you"]),
        (.upgrade, ["免费升级", "升级为", "free upgrade", "upgraded to"]),
        (
            .isDelivered,
            [
                "已签收", "已经签收", "签收了", "已送达", "已经送到", "已妥投", "送到了", "已经收到货", "has been delivered", "was delivered",
                "been delivered", "has arrived", "signed for", "already arrived", "is delivered",
            ]
        ),
        (
            .isShipped,
            [
                "已发货", "已经发货", "发货了", "已寄出", "已经寄出", "已出库", "运输中", "在路上", "正在运", "已揽收", "在途", "has shipped",
                "been shipped", "was shipped", "is shipped", "on its way", "on the way", "in transit", "has been sent",
            ]
        ),
        (.inStock, ["有货", "有现货", "现货", "in stock", "available now", "still available"]),
        (
            .isCancelled,
            [
                "已取消", "已经帮您取消", "已帮您取消", "帮您取消了", "给您取消了", "为您取消了", "已经取消", "取消成功", "取消了", "has been cancelled",
                "was cancelled", "is cancelled", "been canceled",
                "is now cancelled",
            ]
        ),
        (
            .isRefunded,
            [
                "已退款", "退款已经完成", "退款完成", "到账了", "退款已经成功", "已经退款", "退款成功", "已到账", "已经到账", "退款已完成", "been refunded",
                "already been refunded", "was refunded",
                "already refunded", "refund is complete", "refund has gone", "refund has been paid",
            ]
        ),
        (.isPaid, ["已付款", "已经付款", "付款成功", "已支付", "has been paid", "is paid", "payment received", "already paid"]),
        (.isLost, ["丢件", "丢失", "弄丢", "lost", "went missing"]),
        (.outForDelivery, ["派送中", "正在派送", "正在派件", "派件中", "out for delivery"]),
        (.isProcessing, ["处理中", "配货中", "正在备货", "备货中", "being packed", "being processed", "being prepared"]),
        (
            .always,
            [
                "所有商品都", "全部商品都", "任何商品都", "什么都能退", "没有不能", "everything can be", "all products can", "all goods can",
                "any product can", "no product that", "no exceptions", "nothing is excluded",
            ]
        ),
        (.excluded, ["除外", "不包括", "不含", "except", "excluding", "excluded", "apart from"]),
    ]

    /// Where a refund goes is said of the account, and what a return costs of the fee.
    private static let neutral = ["能退到", "可以退到", "退到", "退货运费", "退货邮费", "退货期限", "退货地址", "退货登记", "退款时间"]

    private static let denials: [(Statement, [String])] = [
        (
            .inStock,
            ["没货", "缺货", "没有货", "没有现货", "无货", "售罄", "卖完", "卖光", "断货", "sold out", "out of stock", "unavailable"]
        ),
        (.isPaid, ["还没付款", "待付款", "未付款", "awaiting payment", "unpaid"]),
        (.isShipped, ["待发货", "没发货", "没有发货", "未发货", "not shipped yet", "yet to ship", "not shipped"]),
        (
            .isDelivered,
            [
                "没签收", "isn't delivered", "hasn't been delivered", "hasn't arrived", "没有签收", "未签收", "没送到", "没有送到",
                "未送达", "not delivered", "not yet delivered", "undelivered",
            ]
        ),
        (
            .isRefunded,
            [
                "没退款", "没给您退款", "no refund has", "no refund yet", "没有退款", "未退款", "没到账", "未到账", "not refunded",
                "not yet refunded",
            ]
        ),
        (.isCancelled, ["没取消", "没有取消", "未取消", "not cancelled"]),
        (.cashOnDelivery, ["没有货到付款", "没货到付款"]),
        (.physicalStore, ["线上销售", "sell online only"]),
        (.abroad, ["只发国内", "仅限国内", "仅限中国大陆", "mainland china only", "within mainland china"]),
        (.refund, ["概不退款", "non-refundable"]),
    ]
}
