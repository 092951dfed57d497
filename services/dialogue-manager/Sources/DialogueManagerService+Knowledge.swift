import Contracts
import MeshRuntime

/// The shop's knowledge as operators see it.
struct KnowledgeService: DialogueV1.KnowledgeService {
    let store: KnowledgeStore
    let shelf: KnowledgeShelf
    let now: @Sendable () -> Moment

    func listUnanswered(
        _ request: DialogueV1.ListUnansweredRequest,
        context: CallContext
    ) async throws -> DialogueV1.ListUnansweredResponse {
        try await mappingErrors {
            let clusters = UnansweredCluster.clusters(of: try await store.unanswered())
            let size = request.page.map { Int($0.size) } ?? 0
            let shown = clusters.prefix(size == 0 ? Self.pageDefault : min(size, Self.pageMax))
            return DialogueV1.ListUnansweredResponse(clusters: shown.map(DialogueV1.UnansweredCluster.init))
        }
    }

    /// The words of the request, or without them those of the human who answered; told to customers at once.
    func approveAnswer(
        _ request: DialogueV1.ApproveAnswerRequest,
        context: CallContext
    ) async throws -> DialogueV1.ApproveAnswerResponse {
        try await mappingErrors {
            guard !request.approvedBy.isEmpty else { throw KnowledgeError.noApprover }
            let clusters = UnansweredCluster.clusters(of: try await store.unanswered())
            guard let cluster = clusters.first(where: { $0.id == request.clusterId }) else {
                throw KnowledgeError.unknownCluster(request.clusterId)
            }
            let words = request.entry?.answer ?? ""
            guard var entry = words.isEmpty ? cluster.draft : cluster.entry(answer: words) else {
                throw KnowledgeError.noAnswer(request.clusterId)
            }
            if let questions = request.entry?.questions, !questions.isEmpty { entry.questions = questions }
            if let source = request.entry?.source, !source.isEmpty { entry.source = source }
            try await store.approve(entry, answers: cluster, by: request.approvedBy, at: now())
            shelf.put(entry)
            return DialogueV1.ApproveAnswerResponse(entry: DialogueV1.KnowledgeEntry(entry))
        }
    }

    private static let pageDefault = 50
    private static let pageMax = 200
}

extension DialogueV1.UnansweredCluster {
    fileprivate init(_ cluster: UnansweredCluster) {
        self.init(
            id: cluster.id,
            questions: cluster.entry(answer: "").questions,
            count: UInt32(clamping: cluster.questions.count),
            draft: cluster.draft.map(DialogueV1.KnowledgeEntry.init)
        )
    }
}

extension DialogueV1.KnowledgeEntry {
    fileprivate init(_ entry: KnowledgeEntry) {
        self.init(
            id: entry.id,
            questions: entry.questions,
            answer: entry.answer,
            language: TypesV1.Language(entry.language),
            source: entry.source,
            exact: true
        )
    }
}
