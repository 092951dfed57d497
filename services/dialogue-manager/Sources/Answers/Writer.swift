import PersonalData
import SurfaceRealisation

/// Who words an answer.
enum Writer: String, CaseIterable, Sendable {
    /// The templates alone.
    case templates
    /// The shop's own small model, for the answers that it was trained on.
    case realiser
    /// A general language model, such as one behind a remote server, which rewords the template.
    case model
}

/// What a language model is asked to write.
struct WritingRequest: Hashable, Sendable {
    /// The system's message.
    var instructions: String
    /// The customer's words without their numbers and without what leads to a person.
    var customer: String
}

/// What a language model wrote for an answer, for the turn's record. Every value is still a placeholder.
struct Wording: Codable, Hashable, Sendable {
    var text: String
    /// Why the customer got the template instead; nil where the text was said.
    var refusal: String?
}

extension Situation {
    /// Nil where the answer is no sentence for a model: one that asks, that shows a consequence, or that lists things.
    init?(_ reply: Reply, language: Language, valence: Double, customer: String) {
        guard reply.question == nil, reply.citations == nil else { return nil }
        let facts = reply.answer.facts.filter { $0.value != .list([]) }
        self.init(
            act: reply.answer.key.rawValue,
            language: language.rawValue,
            mood: Mood(valence: valence),
            facts: Set(facts.keys.map(\.rawValue)),
            customer: PersonalData.masked(customer)
        )
    }
}

extension TemplateCatalogue {
    /// The template's own words with its placeholders left open, for a model to reword.
    func draft(of answer: Answer, in language: Language, seed: String, clock: WallClock) throws(AnswerError) -> String {
        var open = answer
        for name in answer.facts.keys where answer.facts[name] != .list([]) {
            open.facts[name] = .text("{\(name.rawValue)}")
        }
        return try words(for: open, in: language, seed: seed, clock: clock)
    }
}
