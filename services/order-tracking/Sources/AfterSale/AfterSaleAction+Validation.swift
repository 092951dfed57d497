extension AfterSaleAction {
    static let reasonBytesMax = 512
    static let descriptionBytesMax = 2000
    static let titleBytesMax = 256

    /// Refuses what no shop could mean, whatever its policy.
    func validate() throws(ShopError) {
        switch self {
        case .changeAddress(let address), .changeDefaultAddress(let address): try address.validate()
        case .changeItems, .returnItems, .exchangeItems, .protectPrice: try validateItems()
        case .refund(_, let amount, _):
            try validateItems()
            try validate(amount)
        case .reportItem(_, _, let description):
            try validateItems()
            try validate(description, "description", bytesMax: Self.descriptionBytesMax)
        case .requestInvoice(let title, let taxpayerNumber):
            try validate(title: title, taxpayerNumber: taxpayerNumber)
        case .advanceCase(let advance): try advance.validate()
        case .cancelOrder, .changePayment: break
        }
        try validate(reason, "reason", bytesMax: Self.reasonBytesMax)
    }

    private func validateItems() throws(ShopError) {
        let ids = itemIDs
        guard (1...OrderItem.countMax).contains(ids.count) else {
            throw .invalid(field: "items", rule: "must be 1 to \(OrderItem.countMax) (are \(ids.count))")
        }
        guard Set(ids).count == ids.count else {
            throw .invalid(field: "items", rule: "must name an item once")
        }
    }

    private func validate(_ amount: Money?) throws(ShopError) {
        guard let amount, !(1...Money.minorUnitsMax).contains(amount.minorUnits) else { return }
        throw .invalid(
            field: "amount",
            rule: "must be 1 to \(Money.minorUnitsMax) minor units (is \(amount.minorUnits)), or absent for all"
        )
    }

    private func validate(_ text: String, _ field: String, bytesMax: Int) throws(ShopError) {
        guard text.utf8.count <= bytesMax else {
            throw .invalid(field: field, rule: "must have at most \(bytesMax) bytes (has \(text.utf8.count))")
        }
    }

    private func validate(title: String, taxpayerNumber: String) throws(ShopError) {
        guard !title.isEmpty else { throw .invalid(field: "title", rule: "must name a person or a company") }
        try validate(title, "title", bytesMax: Self.titleBytesMax)
        // 15 digits in the old form, 18 or 20 characters in the present ones.
        let isNumber =
            (15...20).contains(taxpayerNumber.utf8.count)
            && taxpayerNumber.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        guard taxpayerNumber.isEmpty || isNumber else {
            throw .invalid(field: "taxpayer_number", rule: "must be 15 to 20 digits and capital letters, or empty")
        }
    }
}

extension CaseAdvance {
    static let trackingBytesMax = 64

    fileprivate func validate() throws(ShopError) {
        guard !caseID.isEmpty else { throw .invalid(field: "case_id", rule: "must not be empty") }
        guard step.needsParcel else {
            guard parcel == nil else {
                throw .invalid(field: "tracking_number", rule: "must be empty for the step \(step.rawValue)")
            }
            return
        }
        guard let parcel else {
            throw .invalid(field: "tracking_number", rule: "must be given for the step \(step.rawValue)")
        }
        for (field, text) in [("carrier", parcel.carrier), ("tracking_number", parcel.trackingNumber)] {
            guard (1...Self.trackingBytesMax).contains(text.utf8.count), text.allSatisfy({ !$0.isWhitespace }) else {
                throw .invalid(field: field, rule: "must have 1 to \(Self.trackingBytesMax) bytes without spaces")
            }
        }
    }
}

extension Address {
    /// Whether a parcel can be sent there, as far as its form goes.
    fileprivate func validate() throws(ShopError) {
        guard !line.isEmpty else { throw .invalid(field: "address.line", rule: "must not be empty") }
        do {
            var fields = try FieldReader(object, path: "address")
            _ = try Address(fields: &fields)
        } catch let violation as FieldViolation {
            throw .invalid(field: violation.field, rule: violation.rule)
        } catch {
            throw .invalid(field: "address", rule: "must be an address")
        }
    }
}
