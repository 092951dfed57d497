extension AfterSaleAction {
    var object: JSONValue {
        var record = ObjectBuilder()
        record.add("kind", kind.rawValue)
        switch self {
        case .cancelOrder(let reason):
            record.add("reason", reason)
        case .changeAddress(let address), .changeDefaultAddress(let address):
            record.add("address", address.object)
        case .changePayment(let methodID):
            record.add("method", methodID)
        case .changeItems(let exchanges, let methodID):
            record.add("exchanges", exchanges.map(\.object))
            record.add("method", methodID)
        case .returnItems(let ids, let methodID, let reason):
            record.add("items", ids)
            record.add("method", methodID)
            record.add("reason", reason)
        case .exchangeItems(let exchanges, let methodID, let reason):
            record.add("exchanges", exchanges.map(\.object))
            record.add("method", methodID)
            record.add("reason", reason)
        case .refund(let ids, let amount, let reason):
            record.add("items", ids)
            record.add("amount", amount?.minorUnits)
            record.add("currency", amount?.currency.code)
            record.add("reason", reason)
        case .reportItem(let id, let problem, let description):
            record.add("item", id)
            record.add("problem", problem.rawValue)
            record.add("description", description)
        case .requestInvoice(let title, let taxpayerNumber):
            record.add("title", title)
            record.add("taxpayer_number", taxpayerNumber)
        case .protectPrice(let id):
            record.add("item", id)
        case .advanceCase(let advance):
            record.add("case", advance.caseID)
            record.add("step", advance.step.rawValue)
            record.add("note", advance.note)
            record.add("carrier", advance.parcel?.carrier)
            record.add("tracking_number", advance.parcel?.trackingNumber)
        }
        return record.object
    }

    init(fields: inout FieldReader) throws {
        let kind: ActionKind = try fields.choice("kind")
        switch kind {
        case .cancelOrder:
            self = .cancelOrder(reason: try fields.textOrEmpty("reason"))
        case .changeAddress:
            self = .changeAddress(try Self.address(&fields))
        case .changePayment:
            self = .changePayment(methodID: try fields.textOrEmpty("method"))
        case .changeItems:
            self = .changeItems(try Self.exchanges(&fields), methodID: try fields.textOrEmpty("method"))
        case .returnItems:
            self = .returnItems(
                try fields.texts("items"),
                refundMethodID: try fields.textOrEmpty("method"),
                reason: try fields.textOrEmpty("reason")
            )
        case .exchangeItems:
            self = .exchangeItems(
                try Self.exchanges(&fields),
                methodID: try fields.textOrEmpty("method"),
                reason: try fields.textOrEmpty("reason")
            )
        case .changeDefaultAddress:
            self = .changeDefaultAddress(try Self.address(&fields))
        case .refund:
            self = .refund(
                try fields.texts("items"),
                amount: try Self.amount(&fields),
                reason: try fields.textOrEmpty("reason")
            )
        case .reportItem:
            self = .reportItem(
                try fields.requiredText("item"),
                problem: try fields.choice("problem"),
                description: try fields.textOrEmpty("description")
            )
        case .requestInvoice:
            self = .requestInvoice(
                title: try fields.requiredText("title"),
                taxpayerNumber: try fields.textOrEmpty("taxpayer_number")
            )
        case .protectPrice:
            self = .protectPrice(itemID: try fields.requiredText("item"))
        case .advanceCase:
            self = .advanceCase(try CaseAdvance(fields: &fields))
        }
        try fields.finish()
    }

    private static func amount(_ fields: inout FieldReader) throws -> Money? {
        guard let minorUnits = try fields.optionalInteger("amount", in: 1...Money.minorUnitsMax) else { return nil }
        return Money(minorUnits: minorUnits, currency: try fields.currency("currency"))
    }

    private static func address(_ fields: inout FieldReader) throws -> Address {
        var address = try fields.object("address")
        return try Address(fields: &address)
    }

    private static func exchanges(_ fields: inout FieldReader) throws -> [ItemExchange] {
        try fields.list("exchanges", countMax: OrderItem.countMax).map { element in
            var exchange = try FieldReader(element.value, path: element.path)
            let read = ItemExchange(
                itemID: try exchange.requiredText("item"),
                newVariantID: try exchange.requiredText("variant")
            )
            try exchange.finish()
            return read
        }
    }
}

extension CaseAdvance {
    fileprivate init(fields: inout FieldReader) throws {
        caseID = try fields.requiredText("case")
        step = try fields.choice("step")
        note = try fields.textOrEmpty("note")
        let carrier = try fields.textOrEmpty("carrier")
        parcel = try fields.optionalText("tracking_number").map { Parcel(carrier: carrier, trackingNumber: $0) }
    }
}

extension ItemExchange {
    fileprivate var object: JSONValue {
        var record = ObjectBuilder()
        record.add("item", itemID)
        record.add("variant", newVariantID)
        return record.object
    }
}
