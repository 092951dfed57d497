import SQLStorage

/// Puts records into the tables, after checking what they refer to.
///
/// The tables' own constraints would refuse the same rows, but could not say which field is wrong.
struct RecordInserter {
    let database: Database

    func insert(_ customer: Customer) throws {
        try requireNew(
            "SELECT 1 FROM customer WHERE id = ?",
            [customer.id],
            field: "id",
            what: "customer \"\(customer.id)\""
        )
        try customer.insert(database)
    }

    func insert(_ product: Product) throws {
        try requireNew(
            "SELECT 1 FROM product WHERE id = ?",
            [product.id],
            field: "id",
            what: "product \"\(product.id)\""
        )
        for (index, variant) in product.variants.enumerated() {
            try requireNew(
                "SELECT 1 FROM variant WHERE id = ?",
                [variant.id],
                field: "variants[\(index)].id",
                what: "variant \"\(variant.id)\""
            )
        }
        try product.insert(database)
    }

    func insert(_ order: Order) throws {
        try requireNew("SELECT 1 FROM shop_order WHERE id = ?", [order.id], field: "id", what: "order \"\(order.id)\"")
        guard try database.exists("SELECT 1 FROM customer WHERE id = ?", [order.customerID]) else {
            throw Self.unknown("customer", "customer \"\(order.customerID)\"")
        }
        for (index, item) in order.items.enumerated() {
            try check(item, currency: order.currency, path: "items[\(index)]")
        }
        for (index, payment) in order.payments.enumerated() {
            try check(payment, of: order, path: "payments[\(index)]")
        }
        try order.insert(database)
    }

    func insert(_ shipment: Shipment) throws {
        try requireNew(
            "SELECT 1 FROM shipment WHERE id = ?",
            [shipment.id],
            field: "id",
            what: "shipment \"\(shipment.id)\""
        )
        try requireNew(
            "SELECT 1 FROM shipment WHERE carrier = ? AND tracking_number = ?",
            [shipment.carrier, shipment.trackingNumber],
            field: "tracking_number",
            what: "tracking number \"\(shipment.trackingNumber)\" of this carrier"
        )
        guard let order = try database.row("SELECT address FROM shop_order WHERE id = ?", [shipment.orderID]) else {
            throw Self.unknown("order", "order \"\(shipment.orderID)\"")
        }
        for (index, id) in shipment.itemIDs.enumerated() {
            guard try database.exists("SELECT 1 FROM order_item WHERE order_id = ? AND id = ?", [shipment.orderID, id])
            else {
                throw Self.unknown("items[\(index)]", "item \"\(id)\" of order \"\(shipment.orderID)\"")
            }
        }
        let isOfCase = !shipment.caseID.isEmpty
        if isOfCase {
            guard
                try database.exists(
                    "SELECT 1 FROM after_sale_case WHERE id = ? AND order_id = ?",
                    [shipment.caseID, shipment.orderID]
                )
            else { throw Self.unknown("case", "case \"\(shipment.caseID)\" of order \"\(shipment.orderID)\"") }
        }
        guard isOfCase || !shipment.isTowardShop else {
            throw FieldViolation(field: "toward_shop", rule: "must be absent where no case sends goods back")
        }
        try shipment.insert(database, region: order.address("address").province)
    }

    func insert(_ afterSaleCase: AfterSaleCase) throws {
        try requireNew(
            "SELECT 1 FROM after_sale_case WHERE id = ?",
            [afterSaleCase.id],
            field: "id",
            what: "case \"\(afterSaleCase.id)\""
        )
        guard let order = try Order.fetch(database, id: afterSaleCase.orderID) else {
            throw Self.unknown("order", "order \"\(afterSaleCase.orderID)\"")
        }
        guard order.currency == afterSaleCase.currency else {
            throw FieldViolation(field: "currency", rule: "must be the order's, \(order.currency)")
        }
        for (index, item) in afterSaleCase.items.enumerated() {
            try check(item, of: order, path: "items[\(index)]")
        }
        try afterSaleCase.insert(database)
    }
}

extension RecordInserter {
    private func check(_ item: AfterSaleCase.Item, of order: Order, path: String) throws {
        guard let bought = order.items.first(where: { $0.id == item.itemID }) else {
            throw Self.unknown("\(path).item", "item \"\(item.itemID)\" of order \"\(order.id)\"")
        }
        guard let variantID = item.newVariantID else { return }
        guard
            try database.exists("SELECT 1 FROM variant WHERE id = ? AND product_id = ?", [variantID, bought.productID])
        else { throw Self.unknown("\(path).variant", "variant \"\(variantID)\" of product \"\(bought.productID)\"") }
    }

    private func check(_ item: OrderItem, currency: Currency, path: String) throws {
        let row = try database.row(
            """
            SELECT variant.product_id AS product_id, product.currency AS currency
            FROM variant JOIN product ON product.id = variant.product_id WHERE variant.id = ?
            """,
            [item.variantID]
        )
        guard let row else { throw Self.unknown("\(path).variant", "variant \"\(item.variantID)\"") }
        guard row.text("product_id") == item.productID else {
            throw FieldViolation(
                field: "\(path).product",
                rule: "must be the variant's product \"\(row.text("product_id"))\" (is \"\(item.productID)\")"
            )
        }
        guard row.text("currency") == currency.code else {
            throw FieldViolation(
                field: "\(path).unit_price",
                rule: "must be in the product's currency \(row.text("currency")) (the order is in \(currency))"
            )
        }
    }

    private func check(_ payment: Payment, of order: Order, path: String) throws {
        let row = try database.row(
            "SELECT currency FROM payment_method WHERE customer_id = ? AND id = ?",
            [order.customerID, payment.methodID]
        )
        guard let row else {
            throw Self.unknown(
                "\(path).method",
                "payment method \"\(payment.methodID)\" of customer \"\(order.customerID)\""
            )
        }
        let cardCurrency: String? = row["currency"]
        guard cardCurrency == nil || cardCurrency == order.currency.code else {
            throw FieldViolation(
                field: "\(path).method",
                rule: "must be in the order's currency \(order.currency) (the gift card is in \(cardCurrency ?? ""))"
            )
        }
    }

    private func requireNew(_ sql: String, _ arguments: SQLArguments, field: String, what: String) throws {
        guard try !database.exists(sql, arguments) else {
            throw FieldViolation(field: field, rule: "must be new; there is a \(what) already")
        }
    }

    private static func unknown(_ field: String, _ what: String) -> FieldViolation {
        FieldViolation(field: field, rule: "must refer to an earlier line or the database; there is no \(what)")
    }
}
