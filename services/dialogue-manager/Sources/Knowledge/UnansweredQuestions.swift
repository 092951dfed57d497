/// A customer's question to which the clerk had no answer, masked.
struct UnansweredQuestion: Hashable, Sendable {
    var conversationID: String
    var messageID: String
    var language: Language
    var text: String
    /// What a human said to it later in the conversation, masked.
    var humanAnswer: String?

    var id: String { "\(conversationID)/\(messageID)" }
}

/// Questions that ask about the same.
struct UnansweredCluster: Hashable, Sendable {
    /// Oldest first; the first one names the cluster.
    var questions: [UnansweredQuestion]

    var id: String { questions[0].id }

    /// The first human's words, as a draft of the answer.
    var draft: KnowledgeEntry? {
        guard let answer = questions.compactMap(\.humanAnswer).first else { return nil }
        return entry(answer: answer)
    }

    func entry(answer: String) -> KnowledgeEntry {
        var asked: [String] = []
        for question in questions where !asked.contains(question.text) && asked.count < Self.waysMax {
            asked.append(question.text)
        }
        return KnowledgeEntry(
            id: "approved/\(id)",
            questions: asked,
            answer: answer,
            language: questions[0].language,
            source: "approved answers"
        )
    }

    /// Ways to ask that one entry takes over.
    private static let waysMax = 10

    /// Each question joins the first cluster whose first question is like it, else begins one: leader clustering
    /// (Hartigan 1975), one pass and the same result for the same order. Most asked first, then oldest.
    static func clusters(of questions: [UnansweredQuestion]) -> [UnansweredCluster] {
        var clusters: [(terms: Set<String>, cluster: UnansweredCluster)] = []
        for question in questions {
            let terms = KnowledgeBase.Index.terms(question.text)
            let match = clusters.firstIndex { other in
                other.cluster.questions[0].language == question.language && likeness(other.terms, terms) >= likenessMin
            }
            if let match {
                clusters[match].cluster.questions.append(question)
            } else {
                clusters.append((terms, UnansweredCluster(questions: [question])))
            }
        }
        return clusters.map(\.cluster).enumerated()
            .sorted { ($0.element.questions.count, -$0.offset) > ($1.element.questions.count, -$1.offset) }
            .map(\.element)
    }

    private static let likenessMin = 0.5

    /// Dice's coefficient, 0 (nothing shared) to 1.
    private static func likeness(_ left: Set<String>, _ right: Set<String>) -> Double {
        let count = left.count + right.count
        return count == 0 ? 0 : 2 * Double(left.intersection(right).count) / Double(count)
    }
}
