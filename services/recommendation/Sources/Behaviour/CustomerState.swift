/// What bears on recommending to one customer.
struct CustomerState: Hashable, Sendable {
    let history: CustomerHistory
    /// The customer asked to be left alone.
    let isMuted: Bool
    /// Bought (kept or not) of late, or disliked ever.
    let unwelcomeProducts: Set<String>
}
