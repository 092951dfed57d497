import IntentPipeline

/// All that answers a message together: the intents' model, the moods' and the slots with what was taught of them.
struct ServedModel: Sendable {
    /// The version's number; 0 is what the service came with.
    var number: Int
    var intents: IntentModel
    var moods: MoodModels
    var slots: SlotFinder
}
