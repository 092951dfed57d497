/// A record of the import format: cases follow the orders that they belong to.
extension AfterSaleCase {
    init(fields: inout FieldReader) throws {
        id = try fields.identifier("id")
        orderID = try fields.identifier("order")
        kind = try fields.choice("action")
        guard kind.caseLetter != nil else {
            let kinds = ActionKind.allCases.filter { $0.caseLetter != nil }.map(\.rawValue).joined(separator: ", ")
            throw fields.violation("action", "must be one of \(kinds) (is \(kind.rawValue))")
        }
        status = try fields.choice("status")
        openedAt = try fields.requiredTimestamp("opened_at")
        reason = try fields.textOrEmpty("reason")
        methodID = try fields.optionalIdentifier("method") ?? ""
        let currency = try fields.currency("currency")
        refund = try fields.optionalAmount("refund", currency)
        charge = try fields.optionalAmount("charge", currency)
        items = []
        for element in try fields.list("items", countMax: OrderItem.countMax) {
            var item = try FieldReader(element.value, path: element.path)
            items.append(try Item(fields: &item, kind: kind))
            try items.map(\.itemID).requireUniqueLast(in: item, field: "item")
        }
        guard !items.isEmpty || kind == .requestInvoice else {
            throw fields.violation("items", "must hold at least one item")
        }
        details = try fields.attributes("details")
        steps = try Self.steps(of: &fields, endingIn: status)
        try fields.finish()
        self.currency = currency
    }

    func write(to record: inout ObjectBuilder) {
        record.add("id", id)
        record.add("order", orderID)
        record.add("action", kind.rawValue)
        record.add("status", status.rawValue)
        record.add("opened_at", openedAt)
        record.add("reason", reason)
        record.add("method", methodID)
        record.add("currency", currency.code)
        record.add("refund", refund?.minorUnits)
        record.add("charge", charge?.minorUnits)
        record.add("items", items.map(\.object))
        record.add("details", details)
        record.add("steps", steps.map(\.object))
    }

    static func steps(of fields: inout FieldReader, endingIn status: CaseStatus) throws -> [Step] {
        var steps: [Step] = []
        for element in try fields.list("steps") {
            var reader = try FieldReader(element.value, path: element.path)
            let step = try Step(fields: &reader)
            if let last = steps.last, !last.status.followers.contains(step.status) {
                throw reader.violation("status", "\(step.status.rawValue) may not follow \(last.status.rawValue)")
            }
            steps.append(step)
        }
        guard steps.last?.status == status else {
            throw fields.violation("steps", "must end in the case's status \(status.rawValue)")
        }
        return steps
    }
}

extension AfterSaleCase.Item {
    init(fields: inout FieldReader, kind: ActionKind) throws {
        itemID = try fields.identifier("item")
        if kind == .exchangeItems {
            newVariantID = try fields.identifier("variant")
            newUnitPrice = try fields.optionalInteger("unit_price", in: 0...Money.minorUnitsMax)
        }
        if kind == .refund { refund = try fields.requiredInteger("refund", in: 0...Money.minorUnitsMax) }
        try fields.finish()
    }

    var object: JSONValue {
        var record = ObjectBuilder()
        record.add("item", itemID)
        record.add("variant", newVariantID)
        record.add("unit_price", newUnitPrice)
        record.add("refund", refund)
        return record.object
    }
}

extension AfterSaleCase.Step {
    init(fields: inout FieldReader) throws {
        at = try fields.requiredTimestamp("at")
        status = try fields.choice("status")
        note = try fields.textOrEmpty("note")
        try fields.finish()
    }

    var object: JSONValue {
        var record = ObjectBuilder()
        record.add("at", at)
        record.add("status", status.rawValue)
        record.add("note", note)
        return record.object
    }
}

extension FieldReader {
    /// Takes an amount in minor units where there is one.
    fileprivate mutating func optionalAmount(_ name: String, _ currency: Currency) throws -> Money? {
        try optionalInteger(name, in: 0...Money.minorUnitsMax).map { Money(minorUnits: $0, currency: currency) }
    }
}
