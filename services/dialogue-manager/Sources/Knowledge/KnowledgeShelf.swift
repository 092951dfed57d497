import Synchronization

/// The knowledge that answers now: what the files hold and what operators approved since.
final class KnowledgeShelf: Sendable {
    private struct State {
        var approved: [KnowledgeEntry]
        var base: KnowledgeBase
    }

    private let written: [KnowledgeEntry]
    private let state: Mutex<State>

    init(written: [KnowledgeEntry], approved: [KnowledgeEntry] = []) {
        self.written = written
        state = Mutex(State(approved: approved, base: KnowledgeBase(written + approved)))
    }

    var base: KnowledgeBase { state.withLock { $0.base } }

    /// Puts an entry up, in the place of one with its id.
    func put(_ entry: KnowledgeEntry) {
        state.withLock { state in
            state.approved.removeAll { $0.id == entry.id }
            state.approved.append(entry)
            state.base = KnowledgeBase(written + state.approved)
        }
    }
}
