extension Customer {
    init(fields: inout FieldReader) throws {
        id = try fields.identifier("id")
        name = try fields.requiredText("name")
        email = try fields.optionalText("email")
        phone = try fields.optionalText("phone")
        language = try fields.optionalText("language")
        addresses = try fields.list("addresses").map { element in
            var address = try FieldReader(element.value, path: element.path)
            return try Address(fields: &address)
        }
        var methods: [PaymentMethod] = []
        for element in try fields.list("payment_methods") {
            var method = try FieldReader(element.value, path: element.path)
            methods.append(try PaymentMethod(fields: &method))
            try methods.map(\.id).requireUniqueLast(in: method, field: "id")
        }
        paymentMethods = methods
        try fields.finish()
    }

    func write(to record: inout ObjectBuilder) {
        record.add("id", id)
        record.add("name", name)
        record.add("email", email)
        record.add("phone", phone)
        record.add("language", language)
        record.add("addresses", addresses.map(\.object))
        record.add("payment_methods", paymentMethods.map(\.object))
    }
}

extension Address {
    init(fields: inout FieldReader) throws {
        recipient = try fields.textOrEmpty("recipient")
        phone = try fields.textOrEmpty("phone")
        country = try fields.requiredText("country")
        guard country.utf8.count == 2, country.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw fields.violation(
                "country",
                "must be an ISO 3166-1 code of two letters such as CN (is \"\(country)\")"
            )
        }
        province = try fields.textOrEmpty("province")
        city = try fields.textOrEmpty("city")
        district = try fields.textOrEmpty("district")
        line = try fields.textOrEmpty("line")
        postalCode = try fields.textOrEmpty("postal_code")
        try fields.finish()
    }

    var object: JSONValue {
        var record = ObjectBuilder()
        record.add("recipient", recipient)
        record.add("phone", phone)
        record.add("country", country)
        record.add("province", province)
        record.add("city", city)
        record.add("district", district)
        record.add("line", line)
        record.add("postal_code", postalCode)
        return record.object
    }
}

extension PaymentMethod {
    init(fields: inout FieldReader) throws {
        id = try fields.identifier("id")
        kind = try fields.choice("kind")
        brand = try fields.textOrEmpty("brand")
        lastFour = try fields.textOrEmpty("last_four")
        guard lastFour.isEmpty || (lastFour.utf8.count == 4 && lastFour.utf8.allSatisfy { (0x30...0x39).contains($0) })
        else { throw fields.violation("last_four", "must be four digits; a whole card number is never imported") }
        if kind == .giftCard {
            balance = try fields.amount("balance", fields.currency("currency"))
        }
        try fields.finish()
    }

    var object: JSONValue {
        var record = ObjectBuilder()
        record.add("id", id)
        record.add("kind", kind.rawValue)
        record.add("brand", brand)
        record.add("last_four", lastFour)
        if let balance {
            record.add("balance", .integer(balance.minorUnits))
            record.add("currency", balance.currency.code)
        }
        return record.object
    }
}

extension [String] {
    /// Checks that the last id differs from the ones before it in the same list.
    func requireUniqueLast(in fields: FieldReader, field: String) throws {
        guard let last, dropLast().contains(last) else { return }
        throw fields.violation(field, "must be unique in its list (\"\(last)\" occurs twice)")
    }
}
