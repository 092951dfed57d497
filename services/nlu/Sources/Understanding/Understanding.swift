import Foundation
import IntentPipeline
import TextNormalization

/// A customer's message with the clock it was written by.
struct Message: Sendable, Hashable {
    var text: String
    /// What was said before, oldest first.
    var history: [HistoryTurn] = []
    var now: Date
    var timeZone: TimeZone
}

/// What a message means.
struct Understanding: Sendable, Hashable {
    var language: TextLanguage
    /// In the order in which the message asks; at least one.
    var intents: [IntentReading]
    var slots: [Slot]
    var mood: Mood
    /// Calibrated odds, 0 ... 1, that nothing taught covers the message.
    var outsideProbability: Double
    var modelVersion: String
    /// Whether n-grams answered alone although the model reads embeddings, or has none yet.
    var isDegraded: Bool
}

/// One thing asked for.
struct IntentReading: Sendable, Hashable {
    struct Candidate: Sendable, Hashable {
        var intent: String
        /// Calibrated, 0 ... 1.
        var confidence: Double
    }

    /// Best first, at most five.
    var candidates: [Candidate]
    /// Offsets in the original text, in Unicode scalars.
    var span: Range<Int>
}
