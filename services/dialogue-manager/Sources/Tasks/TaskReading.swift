/// What a message means to the task under way.
enum TaskReading: Hashable, Sendable {
    /// A clear yes to the consequence that was shown.
    case yes
    /// The customer no longer wants it.
    case no
    /// It answers the open question, or corrects what was said before.
    case answer(FlowTask)
    /// It is about something else.
    case other
}

/// Reads a message against a task and its open question.
struct TaskReader {
    let task: FlowTask
    let flow: Flow
    /// Nil while the task's question was replaced by another one.
    let question: Question?
    let text: String
    let understanding: Understanding
    let intents: [Intent]

    var reading: TaskReading {
        if YesOrNo(text) == .no || ChangedMind.isIn(text) || OwnVerb(text, action: flow.action) == .no { return .no }
        guard let question, case .task(let slot) = question.subject else { return .other }
        guard let slot else { return readingOfConsent }
        if let chosen = chosen(slot, from: question) { return .answer(chosen) }
        let foreign = !isShort && intents.contains { !$0.isCourtesy && !$0.fits(flow.action) }
        if slot == .reason, let code = flow.reasonCode(in: text) {
            var answered = task
            answered.reason = code
            return .answer(answered)
        }
        if slot == .address, AddressText.address(in: text, replacing: nil) != nil || DefaultAddressWords.areIn(text) {
            return .answer(revised(.address))
        }
        if slot == .invoiceTitle, !QuestionWords.areIn(text),
            InvoiceTitle(text) != nil || PlainText(text).mentions("个人"),
            intents.allSatisfy({ $0.isCourtesy || $0.fits(flow.action) || $0 == .chat || $0 == .outOfScope }) || isShort
        {
            return .answer(revised(.invoiceTitle))
        }
        if foreign || (QuestionWords.areIn(text) && intents.contains { !$0.isCourtesy && !$0.isTask(flow.action) }) {
            return .other
        }
        if speaks(of: slot) { return .answer(revised(slot)) }
        if let earlier = flow.slots.first(where: { $0 != slot && speaks(of: $0) }) { return .answer(revised(earlier)) }
        return intents == [.deny] ? .no : .other
    }

    /// Only a plain yes agrees; anything that says more is looked at for what it says.
    private var readingOfConsent: TaskReading {
        if YesOrNo(text) == .yes || OwnVerb(text, action: flow.action) == .yes { return .yes }
        if let more = withMoreItems { return .answer(more) }
        let asksElse = intents.contains { !$0.isCourtesy && !$0.isTask(flow.action) }
        // "牛津衬衫多少钱" asks about a shirt, and does not choose it.
        if asksElse, QuestionWords.areIn(text) { return .other }
        if let changed = flow.slots.first(where: { speaks(of: $0) && isNew($0) }) { return .answer(revised(changed)) }
        let first = String(text.prefix { !"，,。.；;！! ".contains($0) })
        // "Please use my other card" begins with a word that alone agrees.
        if YesOrNo(first) == .yes, first.lowercased() != "please" {
            // "Yes, and where is my parcel?" agrees; "yes, but only if it is free" does not, whatever else it asks.
            if ConditionWords.areIn(text) { return .other }
            return DoubtWords.areIn(text) && !asksElse ? .other : .yes
        }
        if intents.contains(.deny) { return .no }
        guard intents.contains(.affirm), !asksElse, !DoubtWords.areIn(text) else { return .other }
        return .yes
    }

    /// "Also the smart watch": what was chosen stays, and more comes to it.
    private var withMoreItems: FlowTask? {
        guard flow.slots.contains(.items), AdditionWords.areIn(text), said.describesGoods || isNamingGoods else {
            return nil
        }
        var more = task
        var words = said
        if flow.slots.contains(.variants) { words.text = task.said.text + " " + words.text }
        if words.orderNumbers.isEmpty { words.orderNumbers = task.orderNumber.map { [$0] } ?? [] }
        more.revise(.items, in: flow, said: words)
        (more.keptItemIDs, more.variants, more.methodID) = (task.itemIDs, task.variants, task.methodID)
        return more
    }

    private var isNamingGoods: Bool {
        let own = task.prepared?.consequence.items.map(\.name) ?? []
        return !NamedGoods(text).names(among: (task.goodsNames ?? []) + own).isEmpty
    }

    /// Too short to ask for something new and describe it.
    private var isShort: Bool { text.count <= 8 || (text.allSatisfy(\.isASCII) && PlainText(text).words.count <= 4) }

    private var said: Said { Said(text, understanding, isSwap: flow.slots.contains(.variants)) }

    /// Words for a variant alone describe what is wanted.
    private var saidOfVariant: Said {
        var said = self.said
        if said.newOptions.isEmpty { (said.newOptions, said.options) = (said.options, []) }
        return said
    }

    private func speaks(of slot: FlowSlot) -> Bool {
        switch slot {
        case .order, .items: said.describesGoods
        case .variants:
            (question?.subject == .task(.variants) ? saidOfVariant : said).describesVariant
                || OptionWords(text).name(anyOf: task.optionValues ?? []) || PriceExtreme(text) != nil
        case .reason: flow.reasonCode(in: text) != nil
        case .paymentMethod: !said.methods.isEmpty || MethodWords.areIn(text)
        case .address:
            AddressText.address(in: text, replacing: nil) != nil || DefaultAddressWords.areIn(text)
        case .invoiceTitle: ["抬头", "税号"].contains { text.contains($0) }
        }
    }

    /// False where it only repeats what the shown consequence holds already.
    private func isNew(_ slot: FlowSlot) -> Bool {
        switch slot {
        case .order, .items:
            guard !said.isOther, let items = task.prepared?.consequence.items, !items.isEmpty else { return true }
            let isNumber = said.orderNumbers.contains { $0 != task.orderNumber }
            let isMention = said.mentions.contains { mention in
                !items.contains { Goods(order: .none, item: $0).fits(mention) }
            }
            let isOption = said.options.contains { option in !items.contains { $0.has(option) } }
            return isNumber || isMention || isOption || !said.places.isEmpty
        case .reason: return flow.reasonCode(in: text) != task.reason
        case .variants, .paymentMethod, .address, .invoiceTitle: return true
        }
    }

    private func revised(_ slot: FlowSlot) -> FlowTask {
        var revised = task
        var words = slot == .variants ? saidOfVariant : said
        // Words about the order count beside what was said before: "灰色" after "衬衫" is the grey shirt.
        if slot == .items || slot == .order, question?.subject == .task(slot), words.mentions.isEmpty, !words.isOther {
            words.mentions = task.said.mentions
        }
        revised.revise(slot, in: flow, said: words)
        return revised
    }

    /// The task with the options that the message chooses from the shown list; nil when it chooses none.
    private func chosen(_ slot: FlowSlot, from question: Question) -> FlowTask? {
        let choice = Choice(of: question.options, in: text, slots: understanding.slots)
        var positions = choice.positions
        if !choice.isExplicit {
            // A question about an option is no choice of it.
            let isAnswer = isShort || intents.allSatisfy { $0.isCourtesy || $0.fits(flow.action) }
            guard !QuestionWords.areIn(text), isAnswer else { return nil }
            positions = narrowed(question.options, slot) ?? positions
        }
        guard !positions.isEmpty else { return nil }
        var chosen = task
        chosen.attempts = 0
        chosen.take(positions.map { question.options[$0].id }, for: slot)
        return chosen
    }

    /// Of the shown options those that have the colours and sizes that were named, where that leaves one.
    private func narrowed(_ options: [Question.Option], _ slot: FlowSlot) -> [Int]? {
        let words = slot == .variants ? saidOfVariant.newOptions : said.options
        guard !words.isEmpty else { return nil }
        let fitting = options.indices.filter { index in
            let item = OrderItem(
                productID: "",
                name: "",
                options: options[index].names.flatMap { $0.split(separator: " ").map { String($0) } }
            )
            return words.allSatisfy(item.has)
        }
        return fitting.count == 1 ? fitting : nil
    }
}

extension FlowTask {
    /// Takes options of a shown list by their ids.
    fileprivate mutating func take(_ ids: [String], for slot: FlowSlot) {
        guard let first = ids.first else { return }
        switch slot {
        case .order:
            orderNumber = first
            followers = ids.dropFirst().map { Part(orderNumber: $0, itemIDs: []) }
        case .items:
            let isSingle = action.takesOneItem
            let parts = ids.reduce(into: [Part]()) { parts, id in
                let halves = id.split(separator: "/", maxSplits: 1).map { String($0) }
                guard halves.count == 2 else { return }
                if let index = parts.firstIndex(where: { !isSingle && $0.orderNumber == halves[0] }) {
                    parts[index].itemIDs.append(halves[1])
                } else {
                    parts.append(Part(orderNumber: halves[0], itemIDs: [halves[1]]))
                }
            }
            orderNumber = parts.first?.orderNumber
            itemIDs = parts.first?.itemIDs ?? []
            followers = Array(parts.dropFirst())
        case .variants:
            if let item = itemIDs.first(where: { variants[$0] == nil }) { variants[item] = first }
        case .reason: reason = first
        case .paymentMethod: methodID = first
        case .address, .invoiceTitle: break
        }
    }
}

extension Flow {
    fileprivate func reasonCode(in text: String) -> String? { Collecting(choices: choices).code(in: text) }
}

extension Order {
    /// Where only an item is looked at.
    fileprivate static let none = Order(
        number: "",
        status: .unknown,
        placedAt: Moment(milliseconds: 0),
        items: [],
        total: Money(0)
    )
}

extension Intent {
    fileprivate func isTask(_ action: AfterSaleKind) -> Bool { self == .task(action) }

    /// Whether a message with this intent may be an answer to a question of this flow: short answers look like
    /// questions about products to the nlu.
    fileprivate func fits(_ action: AfterSaleKind) -> Bool {
        switch self {
        case .task(action), .product, .outOfScope: true
        default: false
        }
    }
}

/// "退吧" agrees to a return; "取消吧" agrees to a cancellation, and gives anything else up.
enum OwnVerb {
    case yes
    case no

    init?(_ text: String, action: AfterSaleKind) {
        let letters = String(PlainText(text).characters.filter { $0.isLetter || $0.isNumber })
        let stem = Self.leads.reduce(letters) { $0.hasPrefix($1) ? String($0.dropFirst($1.count)) : $0 }
        guard let verb = Self.verbs.first(where: { [$0.0, $0.0 + "吧", $0.0 + "了吧"].contains(stem) }) else { return nil }
        switch verb.1.contains(action) {
        case true: self = .yes
        case false where verb.0 == "取消" || verb.0 == "cancelit": self = .no
        case false: return nil
        }
    }

    private static let leads = ["好的", "好", "嗯", "是的", "对", "那就", "那", "确认", "yes", "ok", "please"]

    private static let verbs: [(String, Set<AfterSaleKind>)] = [
        ("取消", [.cancelOrder]), ("退", [.returnItems]), ("退货", [.returnItems]), ("换", [.exchangeItems, .changeItems]),
        ("换货", [.exchangeItems]), ("改", [.changeAddress, .changeDefaultAddress, .changeItems, .changePayment]),
        ("修改", [.changeAddress, .changeDefaultAddress, .changeItems, .changePayment]), ("cancelit", [.cancelOrder]),
        ("returnit", [.returnItems]), ("exchangeit", [.exchangeItems]), ("changeit", [.changeItems, .changeAddress]),
    ]
}

/// "算了", "不退了": the customer gives up what they asked for.
enum ChangedMind {
    static func isIn(_ text: String) -> Bool {
        let plain = PlainText(text)
        let han = [
            "算了", "不退了", "不换了", "不取消了", "不改了", "先不退", "先不换", "先不取消", "先不改", "别退了", "别取消", "别换了",
            "不用退了", "不用换了", "不用改了", "我再想想", "暂时不", "反悔", "当我没说",
        ]
        let latin = [
            "never mind", "nevermind", "forget it", "changed my mind", "don't do it", "don't cancel", "don't return",
            "leave it", "stop it", "not anymore",
        ]
        return han.contains { plain.text.contains($0) } || latin.contains { plain.mentions($0) }
    }
}

/// Words that add to what was said.
enum AdditionWords {
    static func areIn(_ text: String) -> Bool {
        let plain = PlainText(text)
        return ["还有", "加上", "也退", "也换", "也一起"].contains { plain.text.contains($0) }
            || plain.words.contains { ["also", "too", "plus", "add"].contains($0) } || plain.text.contains("as well")
    }
}

/// Ways to pay that a text names, whichever of them the customer has.
enum MethodWords {
    static func areIn(_ text: String) -> Bool {
        let plain = PlainText(text)
        return [
            "礼品卡", "信用卡", "银行卡", "储蓄卡", "支付宝", "微信", "gift card", "giftcard", "credit card", "debit card", "paypal",
            "visa", "mastercard", "amex", "wallet",
        ].contains { plain.mentions($0) }
    }
}

/// Words that ask, so that the message is no answer.
enum QuestionWords {
    static func areIn(_ text: String) -> Bool {
        let plain = PlainText(text)
        return ["?", "吗", "多少", "什么时候", "怎么", "为什么", "多久", "有没有"].contains { plain.text.contains($0) }
            || plain.words.contains { ["how", "what", "when", "why", "where", "which"].contains($0) }
    }
}

/// Words that make a yes hang on something, or put it off.
enum ConditionWords {
    static func areIn(_ text: String) -> Bool {
        let plain = PlainText(text)
        return ["如果", "要是", "除非", "只要", "前提", "先别", "等等", "等一下"].contains { plain.text.contains($0) }
            || plain.words.contains { ["if", "unless", "only", "except", "provided", "wait"].contains($0) }
    }
}

/// Words that take back a yes, ask back, or tie a condition to it.
enum DoubtWords {
    static func areIn(_ text: String) -> Bool {
        let plain = PlainText(text)
        return QuestionWords.areIn(text) || ConditionWords.areIn(text)
            || ["但", "不过", "不要", "别", "不"].contains { plain.text.contains($0) }
            || plain.words.contains { ["but", "not", "don't"].contains($0) }
    }
}
