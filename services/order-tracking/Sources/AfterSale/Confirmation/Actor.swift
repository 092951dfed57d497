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
        /// A carrier's event; no caller may claim it.
        case logistics
    }

    /// What a carrier's event does, it does in the carrier's name.
    static func carrier(_ name: String) -> Actor { Actor(recorded: .logistics, id: name, conversationID: "") }

    /// As the audit keeps it.
    init(recorded role: Role, id: String, conversationID: String) {
        self.role = role
        self.id = id
        self.conversationID = conversationID
    }

    static let textBytesMax = 128

    init(role: String, id: String, conversationID: String) throws(ShopError) {
        guard let role = Role(rawValue: role), role != .logistics else {
            let roles = Role.allCases.filter { $0 != .logistics }.map(\.rawValue).joined(separator: ", ")
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
