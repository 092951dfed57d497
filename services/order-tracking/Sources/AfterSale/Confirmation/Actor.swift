/// Who acts on a customer's behalf.
struct Actor: Hashable, Sendable {
    var role: Role
    var id: String
    /// Empty outside of a conversation.
    var conversationID: String

    enum Role: String, CaseIterable, Sendable {
        case customer
        case agent
        case bot
    }

    static let textBytesMax = 128

    init(role: String, id: String, conversationID: String) throws(ShopError) {
        guard let role = Role(rawValue: role) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid(field: "actor.role", rule: "must be one of \(roles) (is \"\(role.prefix(32))\")")
        }
        guard id.utf8.count <= Self.textBytesMax, conversationID.utf8.count <= Self.textBytesMax else {
            throw .invalid(field: "actor", rule: "must have ids of at most \(Self.textBytesMax) bytes")
        }
        self.role = role
        self.id = id
        self.conversationID = conversationID
    }
}
