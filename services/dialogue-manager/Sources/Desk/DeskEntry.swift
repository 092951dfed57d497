/// A conversation that waits for a human, or that a human has.
struct DeskEntry: Codable, Hashable, Sendable {
    var conversationID: String
    var customerID: String
    var skill: DeskSkill
    var language: Language
    /// Higher comes first; among equals, who waits longest.
    var priority: Double
    var waitingSince: Moment
    var reason: String
    /// What a human must know before the first word, a line each.
    var summary: String
    /// Empty while nobody has it.
    var agentID: String
}

/// What an agent must be good at.
enum DeskSkill: String, Codable, CaseIterable, Sendable {
    case general
    case afterSale = "after_sale"
    case complaint
}

/// Why a human is needed, as the desk sees it.
struct DeskRequest: Codable, Hashable, Sendable {
    var skill: DeskSkill
    var priority: Double
    var summary: String
}

extension DeskRequest {
    private static let summaryMessages = 6

    /// Made before the tasks of the conversation are dropped: they are what the human goes on with.
    init(_ reason: HandoverReason, tracker: Tracker, valence: Double) {
        let tasks = tracker.tasks.tasks
        skill = reason.isComplaint ? .complaint : tasks.isEmpty ? .general : .afterSale
        // An angry customer before one who only asked, and that one before one who was not understood.
        priority = (reason.isComplaint ? 3 : reason == .requested ? 2 : 1) + max(0, -valence)
        var lines = ["\(reason.rawValue)"]
        lines += tasks.map { "\($0.label) \($0.orderNumber ?? "") \($0.itemIDs.joined(separator: ","))" }
        if let order = tracker.focus.orderNumber { lines.append("order \(order)") }
        lines += tracker.history.suffix(Self.summaryMessages).map { "\($0.speaker.rawValue): \($0.text)" }
        summary = lines.map { String($0.trimmingWhitespace()) }.joined(separator: "\n")
    }
}

/// A change of the queue, as a watcher sees it.
enum DeskChange: Hashable, Sendable {
    case put(DeskEntry)
    case removed(String)

    /// What leads from one state of the queue to another.
    static func changes(from old: [DeskEntry], to new: [DeskEntry]) -> [DeskChange] {
        let known = Dictionary(old.map { ($0.conversationID, $0) }) { first, _ in first }
        let left = Set(new.map(\.conversationID))
        return old.filter { !left.contains($0.conversationID) }.map { .removed($0.conversationID) }
            + new.filter { known[$0.conversationID] != $0 }.map { .put($0) }
    }
}

/// Why a call of the desk is refused.
enum DeskError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownConversation(String)
    /// Another agent has it.
    case taken(String)
    case notWaiting(String)
    case nothingWaits
    /// The caller does not have it.
    case notYours(String)
    case invalidLength(field: String, bytes: Int, allowed: ClosedRange<Int>)
    case unknownSkill(String)
    case tooMany(limit: Int)
    case messageIDTaken(String)

    var description: String {
        switch self {
        case .unknownConversation(let id): "there is no conversation \"\(id)\" at the desk"
        case .taken(let id): "another agent has the conversation \"\(id)\""
        case .notWaiting(let id): "the conversation \"\(id)\" does not wait for a human"
        case .nothingWaits: "no conversation waits for a human"
        case .notYours(let id): "the conversation \"\(id)\" is not yours; take it first"
        case .invalidLength(let field, let bytes, let allowed):
            "\(field) must have \(allowed.lowerBound) to \(allowed.upperBound) bytes (has \(bytes))"
        case .unknownSkill(let name):
            "the skill must be one of \(DeskSkill.allCases.map(\.rawValue).joined(separator: ", ")) (is \"\(name)\")"
        case .tooMany(let limit): "an agent may have \(limit) conversations at once; give one back first"
        case .messageIDTaken(let id): "message_id \"\(id)\" was used for another text; a new message needs a new id"
        }
    }
}
