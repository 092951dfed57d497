import TextClassification

/// Decides whether a message asks one thing or several.
///
/// The whole message is classified, and each of its parts. A part counts when it is sure of itself and the whole message
/// leaves room for its intent, or a word such as "顺便" announces it; "太小了，我要退货" so stays one return although its
/// first half alone looks like a question of size. Neighbours with one intent become one. Unless two different intents
/// remain, the message is read as a whole.
struct IntentCombination: Sendable, Hashable {
    /// A part with less confidence is not heard by itself.
    var partConfidenceMin = 0.55
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

    func readings(whole: Classification, parts: [Part], in text: NormalizedText) -> [IntentReading] {
        let heard = merged(parts.filter { isHeard($0, whole: whole) })
        guard Set(heard.map(\.intent)).count >= 2 else {
            return [reading(whole, span: 0..<text.original.count)]
        }
        return heard.map { part in
            reading(part.classification, span: text.originalSpan(of: part.range))
        }
    }

    private func isHeard(_ part: Part, whole: Classification) -> Bool {
        guard let best = part.classification.ranked.first, Double(best.probability) >= partConfidenceMin,
            Double(part.classification.outside ?? 0) <= outsideMax
        else { return false }
        let inWhole = whole.ranked.first { $0.label == best.label }?.probability ?? 0
        return part.segment.isAnnounced || Double(inWhole) >= wholeProbabilityMin
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
