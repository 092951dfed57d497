extension Product {
    init(fields: inout FieldReader) throws {
        id = try fields.identifier("id")
        name = try fields.requiredText("name")
        englishName = try fields.textOrEmpty("english_name")
        category = try fields.textOrEmpty("category")
        brand = try fields.textOrEmpty("brand")
        aliases = try fields.texts("aliases")
        attributes = try fields.attributes("attributes")
        description = try fields.textOrEmpty("description")
        englishDescription = try fields.textOrEmpty("english_description")
        let currency = try fields.currency("currency")
        self.currency = currency
        var variants: [Variant] = []
        for element in try fields.list("variants") {
            var variant = try FieldReader(element.value, path: element.path)
            variants.append(try Variant(fields: &variant, currency: currency))
            try variants.map(\.id).requireUniqueLast(in: variant, field: "id")
        }
        guard !variants.isEmpty else { throw fields.violation("variants", "must hold at least one variant") }
        self.variants = variants
        try fields.finish()
    }

    func write(to record: inout ObjectBuilder) {
        record.add("id", id)
        record.add("name", name)
        record.add("english_name", englishName)
        record.add("category", category)
        record.add("brand", brand)
        record.add("aliases", aliases)
        record.add("attributes", attributes)
        record.add("description", description)
        record.add("english_description", englishDescription)
        record.add("currency", currency.code)
        record.add("variants", variants.map(\.object))
    }
}

extension Variant {
    static let stockMax: Int64 = 1_000_000_000

    init(fields: inout FieldReader, currency: Currency) throws {
        id = try fields.identifier("id")
        options = try fields.attributes("options")
        price = try fields.amount("price", currency)
        stock = try fields.optionalInteger("stock", in: 0...Self.stockMax).map { Int($0) }
        isListed = try fields.optionalBool("available") ?? true
        try fields.finish()
    }

    var object: JSONValue {
        var record = ObjectBuilder()
        record.add("id", id)
        record.add("options", options)
        record.add("price", .integer(price.minorUnits))
        record.add("stock", stock.map { Int64($0) })
        if !isListed { record.add("available", .bool(false)) }
        return record.object
    }
}
