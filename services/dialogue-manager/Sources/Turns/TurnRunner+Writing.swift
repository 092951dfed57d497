import ClaimChecking
import SurfaceRealisation

extension TurnRunner {
    /// The words of a language model for an answer, with what it wrote for the record. No text means that the template's
    /// words are said: the answer is none for a model, the model failed, its text broke the rule, or it claims what
    /// neither the template nor a fact says.
    func written(
        _ reply: Reply,
        instead template: String,
        _ turn: inout Turn,
        _ clock: WallClock
    ) async throws -> (text: String?, wording: Wording?) {
        guard let write = ports.write, settings.writer != .templates,
            let understanding = turn.record.understanding,
            let situation = Situation(
                reply,
                language: turn.language,
                valence: understanding.valence,
                customer: turn.message.text.value
            )
        else { return (nil, nil) }
        guard settings.writer == .model || Act.proven.contains(situation.act.name) else { return (nil, nil) }
        let instructions =
            switch settings.writer {
            case .model:
                situation.instructions(
                    draft: try templates.draft(of: reply.answer, in: turn.language, seed: seed(turn), clock: clock)
                )
            case .realiser, .templates: situation.context
            }
        let request = WritingRequest(instructions: instructions, customer: situation.customer)
        guard let text = try await measured("Inference/Generate", &turn, { try await write(request) }) else {
            return (nil, nil)
        }
        do {
            let realisation = try Realisation(text, for: situation)
            var sources = [template]
            let said = try realisation.filled { name in
                let words = try templates.words(forFact: name, of: reply.answer, in: turn.language, clock: clock)
                sources.append(words)
                return words
            }
            let known = KnownFacts(passages: sources, today: PartialDate(clock.today))
            if let claim = ClaimChecker(known).check(said).unsourced.first {
                return (nil, Wording(text: text, refusal: "nothing that is known says \"\(claim.text)\""))
            }
            return (said, Wording(text: text, refusal: nil))
        } catch let error as RealisationError {
            return (nil, Wording(text: text, refusal: error.description))
        }
    }
}

extension PartialDate {
    fileprivate init(_ time: CivilTime) {
        self.init(year: time.year, month: time.month, day: time.day)
    }
}
