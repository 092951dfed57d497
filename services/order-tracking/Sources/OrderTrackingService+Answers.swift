import Contracts

extension OrdersV1.Customer {
    init(_ customer: Customer) {
        self.init(
            id: customer.id,
            name: customer.name,
            email: customer.email ?? "",
            phone: customer.phone ?? "",
            defaultAddress: customer.addresses.first.map(OrdersV1.Address.init),
            paymentMethods: customer.paymentMethods.map(OrdersV1.PaymentMethod.init),
            preferredLanguage: TypesV1.Language(subtag: customer.language)
        )
    }
}

extension TypesV1.Language {
    fileprivate init(subtag: String?) {
        switch subtag {
        case nil: self = .unspecified
        case "zh": self = .chinese
        case "en": self = .english
        default: self = .other
        }
    }
}

extension OrdersV1.Address {
    init(_ address: Address) {
        self.init(
            recipient: address.recipient,
            phone: address.phone,
            country: address.country,
            province: address.province,
            city: address.city,
            district: address.district,
            line: address.line,
            postalCode: address.postalCode
        )
    }
}

extension OrdersV1.PaymentMethod {
    init(_ method: PaymentMethod) {
        self.init(
            id: method.id,
            kind: OrdersV1.PaymentKind(method.kind),
            brand: method.brand,
            lastFour: method.lastFour,
            balance: method.balance.map(TypesV1.Money.init)
        )
    }
}

extension OrdersV1.PaymentKind {
    fileprivate init(_ kind: PaymentMethod.Kind) {
        switch kind {
        case .card: self = .card
        case .wallet: self = .wallet
        case .giftCard: self = .giftCard
        }
    }
}

extension TypesV1.Money {
    init(_ money: Money) {
        self.init(amountMinor: money.minorUnits, currency: money.currency.code)
    }
}

extension TypesV1.Attribute {
    init(_ attribute: Attribute) {
        self.init(name: attribute.name, value: attribute.value)
    }
}

extension OrdersV1.Product {
    init(_ product: Product) {
        self.init(
            id: product.id,
            name: product.name,
            englishName: product.englishName,
            aliases: product.aliases,
            category: product.category,
            brand: product.brand,
            description: product.description,
            attributes: product.attributes.map(TypesV1.Attribute.init),
            variants: product.variants.map(OrdersV1.Variant.init),
            englishDescription: product.englishDescription
        )
    }
}

extension OrdersV1.Variant {
    init(_ variant: Variant) {
        self.init(
            id: variant.id,
            options: variant.options.map(TypesV1.Attribute.init),
            price: TypesV1.Money(variant.price),
            stock: UInt32(clamping: variant.stock ?? 0),
            available: variant.canBeBought
        )
    }
}

extension OrdersV1.ImportProgress {
    init(_ progress: ShopTransfer.Progress) {
        switch progress {
        case .lines(let done, let total):
            self.init(linesDone: UInt64(done), linesTotal: UInt64(total))
        case .committed(let summary, let lines):
            self.init(
                linesDone: UInt64(lines),
                linesTotal: UInt64(lines),
                summary: OrdersV1.ImportSummary(
                    customers: UInt64(summary.customers),
                    products: UInt64(summary.products),
                    orders: UInt64(summary.orders),
                    shipments: UInt64(summary.shipments),
                    shipmentEvents: UInt64(summary.shipmentEvents)
                )
            )
        }
    }
}
