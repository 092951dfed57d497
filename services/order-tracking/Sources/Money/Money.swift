/// An amount in the currency's minor unit (fen, cents), so that no amount is ever a float.
struct Money: Hashable, Sendable {
    var minorUnits: Int64
    var currency: Currency

    /// Largest amount that the shop accepts, in minor units. It keeps the sum over a whole order
    /// (10,000 units of each of 500 items) inside 64 bits.
    static let minorUnitsMax: Int64 = 100_000_000_000
}
