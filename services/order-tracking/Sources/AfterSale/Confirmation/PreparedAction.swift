import Foundation

/// What a confirmation token stands for: one action of one customer with exactly one consequence, for a while.
struct PreparedAction: Hashable, Sendable {
    var customerID: String
    /// Empty for an action that concerns no order.
    var orderID: String
    var action: AfterSaleAction
    /// Of the order when the action was prepared.
    var revision: Int
    /// SHA-256 of the consequence.
    var consequenceHash: [UInt8]
    var expiresAt: Timestamp
}

extension PreparedAction {
    /// Longer ones are not ours: five hundred items with their variants need less.
    static let tokenBytesMax = 262_144

    /// The action in words and its code, so that preparing writes nothing and nobody can change what was prepared.
    func token(_ key: ConfirmationKey) -> String {
        let payload = object.canonicalBytes
        return Data(key.code(for: payload) + payload).base64EncodedString()
    }

    init(token: String, _ key: ConfirmationKey) throws(AfterSaleError) {
        // One token has one spelling, since its hash stands for it.
        guard token.utf8.count <= Self.tokenBytesMax, let data = Data(base64Encoded: token),
            data.base64EncodedString() == token, data.count > SHA256.length
        else { throw .invalidToken }
        let payload = [UInt8](data.dropFirst(SHA256.length))
        guard key.isCode([UInt8](data.prefix(SHA256.length)), for: payload) else { throw .invalidToken }
        do {
            var fields = try FieldReader(JSONParser.parse(payload))
            try self.init(fields: &fields)
        } catch {
            // Signed by an older release, which wrote it otherwise.
            throw .invalidToken
        }
    }

    static func hash(_ consequence: Consequence) -> [UInt8] { hash(consequence.object.canonicalBytes) }

    static func hash(_ bytes: [UInt8]) -> [UInt8] {
        let digest = SHA256()
        digest.update(bytes)
        return digest.finish()
    }

    private var object: JSONValue {
        var record = ObjectBuilder()
        record.add("customer", customerID)
        record.add("order", orderID)
        record.add("action", action.object)
        record.add("revision", Int64(revision))
        record.add("consequence", Data(consequenceHash).base64EncodedString())
        record.add("expires_at", expiresAt.milliseconds)
        return record.object
    }

    private init(fields: inout FieldReader) throws {
        customerID = try fields.requiredText("customer")
        orderID = try fields.textOrEmpty("order")
        var action = try fields.object("action")
        self.action = try AfterSaleAction(fields: &action)
        revision = Int(try fields.requiredInteger("revision", in: 0...Int64(Int32.max)))
        consequenceHash = [UInt8](Data(base64Encoded: try fields.requiredText("consequence")) ?? Data())
        expiresAt = Timestamp(milliseconds: try fields.requiredInteger("expires_at", in: 0...Int64.max))
        try fields.finish()
    }
}
