extension Order {
    init(fields: inout FieldReader) throws {
        id = try fields.identifier("id")
        customerID = try fields.identifier("customer")
        status = try fields.choice("status")
        createdAt = try fields.optionalTimestamp("created_at")
        let currency = try fields.currency("currency")
        self.currency = currency
        total = try fields.amount("total", currency)
        var address = try fields.object("address")
        self.address = try Address(fields: &address)
        items = try Self.items(of: &fields, currency: currency)
        payments = try Self.payments(of: &fields, currency: currency)
        history = try Self.history(of: &fields, endingIn: status)
        cancelReason = try fields.textOrEmpty("cancel_reason")
        revision = Int(try fields.optionalInteger("revision", in: 1...Int64(Int32.max)) ?? 1)
        try fields.finish()
    }

    func write(to record: inout ObjectBuilder) {
        record.add("id", id)
        record.add("customer", customerID)
        record.add("status", status.rawValue)
        record.add("created_at", createdAt)
        record.add("currency", currency.code)
        record.add("total", .integer(total.minorUnits))
        record.add("address", address.object)
        record.add("items", items.map(\.object))
        record.add("payments", payments.map(\.object))
        record.add("history", history.map(\.object))
        record.add("cancel_reason", cancelReason)
        if revision != 1 { record.add("revision", Int64(revision)) }
    }

    private static func items(of fields: inout FieldReader, currency: Currency) throws -> [OrderItem] {
        var items: [OrderItem] = []
        for element in try fields.list("items", countMax: OrderItem.countMax) {
            var item = try FieldReader(element.value, path: element.path)
            items.append(try OrderItem(fields: &item, currency: currency))
            try items.map(\.id).requireUniqueLast(in: item, field: "id")
        }
        guard !items.isEmpty else { throw fields.violation("items", "must hold at least one item") }
        return items
    }

    /// No more may have gone back than came in.
    private static func payments(of fields: inout FieldReader, currency: Currency) throws -> [Payment] {
        var payments: [Payment] = []
        var balance: Int64 = 0
        for element in try fields.list("payments") {
            var payment = try FieldReader(element.value, path: element.path)
            let read = try Payment(fields: &payment, currency: currency)
            payments.append(read)
            try payments.map(\.id).requireUniqueLast(in: payment, field: "id")
            balance += read.direction == .charge ? read.amount.minorUnits : -read.amount.minorUnits
            guard balance >= 0 else {
                throw payment.violation("amount", "refunds must not exceed the charges before them (by \(-balance))")
            }
        }
        return payments
    }

    /// Each step must be one that the state machine has, in order of time, and the last one the order's status.
    private static func history(of fields: inout FieldReader, endingIn status: OrderStatus) throws -> [StatusChange] {
        var history: [StatusChange] = []
        for element in try fields.list("history") {
            var change = try FieldReader(element.value, path: element.path)
            let next = try StatusChange(fields: &change)
            if let last = history.last {
                guard last.status.followers.contains(next.status) else {
                    throw change.violation("status", "\(next.status.rawValue) may not follow \(last.status.rawValue)")
                }
                guard last.at <= next.at else {
                    throw change.violation("at", "must not be before the step before it (\(last.at))")
                }
            }
            history.append(next)
        }
        if let last = history.last, last.status != status {
            throw fields.violation(
                "history",
                "must end in the order's status \(status.rawValue) (ends in \(last.status.rawValue))"
            )
        }
        return history
    }
}

extension OrderItem {
    static let countMax = 500
    static let quantityMax: Int64 = 10_000

    init(fields: inout FieldReader, currency: Currency) throws {
        id = try fields.identifier("id")
        productID = try fields.identifier("product")
        variantID = try fields.identifier("variant")
        name = try fields.requiredText("name")
        options = try fields.attributes("options")
        quantity = Int(try fields.requiredInteger("quantity", in: 1...Self.quantityMax))
        unitPrice = try fields.amount("unit_price", currency)
        status = try fields.optionalChoice("status") ?? .ordered
        try fields.finish()
    }

    var object: JSONValue {
        var record = ObjectBuilder()
        record.add("id", id)
        record.add("product", productID)
        record.add("variant", variantID)
        record.add("name", name)
        record.add("options", options)
        record.add("quantity", .integer(Int64(quantity)))
        record.add("unit_price", .integer(unitPrice.minorUnits))
        if status != .ordered { record.add("status", status.rawValue) }
        return record.object
    }
}

extension Payment {
    init(fields: inout FieldReader, currency: Currency) throws {
        id = try fields.identifier("id")
        direction = try fields.choice("direction")
        amount = try fields.amount("amount", currency)
        methodID = try fields.identifier("method")
        at = try fields.optionalTimestamp("at")
        try fields.finish()
    }

    var object: JSONValue {
        var record = ObjectBuilder()
        record.add("id", id)
        record.add("direction", direction.rawValue)
        record.add("amount", .integer(amount.minorUnits))
        record.add("method", methodID)
        record.add("at", at)
        return record.object
    }
}

extension StatusChange {
    init(fields: inout FieldReader) throws {
        status = try fields.choice("status")
        at = try fields.requiredTimestamp("at")
        try fields.finish()
    }

    var object: JSONValue {
        var record = ObjectBuilder()
        record.add("status", status.rawValue)
        record.add("at", at)
        return record.object
    }
}
