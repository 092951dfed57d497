/// What bears on recommending to one customer.
struct CustomerState: Hashable, Sendable {
    let history: CustomerHistory
    /// The customer asked to be left alone.
    let isMuted: Bool
    let isComplaintOpen: Bool
    let disliked: Set<String>
    /// When each product was last bought or given back, in Unix milliseconds.
    let boughtAt: [String: Int64]
    /// Why products were given back, by the product; absent where no reason was told.
    let returnReasons: [String: String]

    /// Bought (kept or not) since then, or disliked ever.
    func unwelcomeProducts(boughtSince start: Int64) -> Set<String> {
        disliked.union(boughtAt.filter { $0.value >= start }.keys)
    }
}
