/// What the dialogue takes from outside of itself: time and fresh names.
struct World: Sendable {
    /// The wall clock.
    var now: @Sendable () -> Moment
    /// Microseconds that only ever grow, for durations.
    var uptimeMicroseconds: @Sendable () -> Int64
    /// A name for a new conversation that nobody can guess.
    var makeConversationID: @Sendable () -> String
}
