// Questions that the shop has answered before, in its own words.
extension Policy {
    /// What the shop's knowledge says to the customer's message; nil where it says nothing near enough.
    ///
    /// A clear hit is told as it was written. A near one is asked back. Below that boundary nothing is guessed: the
    /// caller says so and offers a human.
    func knowledgeAnswer(tracker: Tracker) -> Decision? {
        guard let text = tracker.history.last(where: { $0.speaker == .customer })?.text else { return nil }
        let language = tracker.language ?? Language(scriptOf: text) ?? .chinese
        let hits = knowledge.hits(for: text, in: language, on: tracker.today, limit: settings.optionsMax)
        guard let best = hits.first, best.score >= settings.knowledgeNearMin else { return nil }
        if best.score >= settings.knowledgeClearMin {
            return tell(best.entry, because: "the shop's knowledge answers it")
        }
        let near = hits.filter { $0.score >= settings.knowledgeNearMin }
        let listed = near.enumerated().map { position, hit -> Facts in
            [.index: .number(position + 1), .words: .text(hit.entry.questions[0])]
        }
        let question = Question(
            .whichKnowledge,
            options: near.map { Question.Option(id: $0.entry.id, names: $0.entry.questions, productIDs: []) }
        )
        let reply = Reply(Answer(.knowledgeDidYouMean, [.questions: .list(listed)]), question: question)
        return Decision(.reply(reply), because: "\(near.count) entries of the shop's knowledge are near")
    }

    func tellKnowledge(_ id: String) -> Decision {
        guard let entry = knowledge.entry(id) else { return say(.outOfScope, because: "the entry is gone") }
        return tell(entry, because: "the customer chose it")
    }

    private func tell(_ entry: KnowledgeEntry, because reason: String) -> Decision {
        var reply = Reply(
            Answer(.knowledgeAnswer, [.words: .text(entry.answer), .source: .text(entry.source)]),
            settles: .knowledge
        )
        reply.citations = [entry.id]
        return Decision(.reply(reply), because: "\(reason): \(entry.id)")
    }
}
