/// What a customer wants to buy, as far as prices go.
struct Basket: Hashable, Sendable {
    struct Line: Hashable, Sendable {
        let productID: String
        let category: String?
        /// Quantity times unit price, in minor units.
        let totalMinor: Int64
    }

    let currency: String
    let lines: [Line]

    static let linesMax = 200
    /// Far from overflow even in sums over all lines.
    static let lineTotalMax: Int64 = 1_000_000_000_000

    var totalMinor: Int64 { lines.reduce(0) { $0 + $1.totalMinor } }
}
