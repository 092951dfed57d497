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
        }
        try fields.finish()
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

extension ItemExchange {
    fileprivate var object: JSONValue {
        var record = ObjectBuilder()
        record.add("item", itemID)
        record.add("variant", newVariantID)
        return record.object
    }
}
