/// One recommendation and what speaks for it, strongest first.
struct RankedProduct: Hashable, Sendable {
    let productID: String
    /// Comparable within one answer only.
    let score: Double
    let reasons: [Reason]

    enum Reason: Hashable, Sendable {
        /// So many customers bought and kept both.
        case boughtTogether(with: String, customers: Int)
        /// So many customers turned to both.
        case viewedTogether(with: String, customers: Int)
        /// So many purchases in the last days.
        case popular(purchases: Int, days: Int)
        /// Alike by title and attributes.
        case similarContent(to: String)
        /// Fits what the customer asked for just now.
        case lastIntent
        /// The trained model leads from something this customer bought, or looked at, to it.
        case ownPurchase(of: String)
        case ownInterest(in: String)
    }
}
