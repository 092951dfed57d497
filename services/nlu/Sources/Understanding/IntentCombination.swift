import TextClassification
import TextNormalization

/// Decides whether a message asks one thing or several.
///
/// The whole message is classified, and each of its parts. A part counts when it is sure of itself and the whole message
/// leaves room for its intent, or a word such as "顺便" parts two requests; "太小了，我要退货" so stays one return although its
/// first half alone looks like a question of size. Neighbours with one intent become one. Unless two different intents
/// remain, the message is read as a whole.
struct IntentCombination: Sendable, Hashable {
    /// A part with less confidence is not heard by itself.
    var partConfidenceMin = 0.55
    /// The same for a part that is a whole sentence.
    var sentenceConfidenceMin = 0.4
    /// A part's intent needs this probability in the whole message, unless it is announced.
    var wholeProbabilityMin = 0.06
    /// A part more probably outside than this is not heard by itself.
    var outsideMax = 0.5

    /// Candidates that an answer names.
    static let candidatesMax = 5

    struct Part: Sendable {
        var segment: MessageSegment
        var classification: Classification
    }

    /// What a message asks for, and the odds that nothing taught covers any of it.
    struct Combined: Sendable {
        var intents: [IntentReading]
        var outsideProbability: Double
    }

    func combine(whole: Classification, parts: [Part], in text: NormalizedText) -> Combined {
        // An announcement says that what stands before it is a request too.
        let hasAnnouncement = parts.contains { $0.segment.isAnnounced }
        let heard = merged(parts.filter { isHeard($0, whole: whole, isAnnounced: hasAnnouncement) })
        let wholeOutside = Double(whole.outside ?? 0)
        guard Set(heard.map(\.intent)).count >= 2 else {
            return Combined(
                intents: [reading(whole, span: 0..<text.original.count)],
                outsideProbability: wholeOutside
            )
        }
        return Combined(
            intents: heard.map { reading($0.classification, span: text.originalSpan(of: $0.range)) },
            outsideProbability: heard.reduce(wholeOutside) { min($0, Double($1.classification.outside ?? 0)) }
        )
    }

    private func isHeard(_ part: Part, whole: Classification, isAnnounced: Bool) -> Bool {
        let confidenceMin = part.segment.isSentence ? sentenceConfidenceMin : partConfidenceMin
        guard let best = part.classification.ranked.first, Double(best.probability) >= confidenceMin,
            Double(part.classification.outside ?? 0) <= outsideMax
        else { return false }
        let inWhole = whole.ranked.first { $0.label == best.label }?.probability ?? 0
        return isAnnounced && part.segment.isSentence || Double(inWhole) >= wholeProbabilityMin
    }

    private struct Heard {
        var intent: String
        var range: Range<Int>
        var classification: Classification
    }

    private func merged(_ parts: [Part]) -> [Heard] {
        var heard: [Heard] = []
        for part in parts {
            guard let best = part.classification.ranked.first else { continue }
            if var last = heard.last, last.intent == best.label {
                last.range = last.range.lowerBound..<part.segment.range.upperBound
                if best.probability > last.classification.ranked.first?.probability ?? 0 {
                    last.classification = part.classification
                }
                heard[heard.count - 1] = last
            } else {
                heard.append(
                    Heard(intent: best.label, range: part.segment.range, classification: part.classification)
                )
            }
        }
        return heard
    }

    private func reading(_ classification: Classification, span: Range<Int>) -> IntentReading {
        IntentReading(
            candidates: classification.ranked.prefix(Self.candidatesMax).map {
                IntentReading.Candidate(intent: $0.label, confidence: Double($0.probability))
            },
            span: span
        )
    }
}
