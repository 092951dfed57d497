import Contracts

/// What the queue looks like on a terminal.
enum DeskText {
    static func line(_ change: DialogueV1.QueueChange) -> String {
        switch change.change {
        case .put(let entry):
            let state = entry.agentId.isEmpty ? "waits" : "with \(entry.agentId)"
            return [
                entry.conversationId, state, entry.skill, "priority \(entry.priority)", entry.reason,
                Console.harmless(lastWords(entry.summary)),
            ].filter { !$0.isEmpty }.joined(separator: "  ")
        case .removed(let id): return "\(id)  left"
        case nil: return ""
        }
    }

    private static func lastWords(_ summary: String) -> String {
        summary.split(separator: "\n").last.map { String($0) } ?? ""
    }
}
