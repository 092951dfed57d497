import Foundation

/// How much more those bought who were to be told than those who were held out.
///
/// Everybody counts where chance put them, whether or not the notice reached them: those whom it reached are also those
/// who come by often, and would have bought more anyway.
struct PromotionEffect: Hashable, Sendable {
    struct Group: Hashable, Sendable {
        let customers: Int
        let buyers: Int

        var share: Double { customers == 0 ? 0 : Double(buyers) / Double(customers) }

        /// The score interval of a share (Wilson, 1927).
        fileprivate func interval(z: Double) -> ClosedRange<Double> {
            guard customers > 0 else { return 0...1 }
            let n = Double(customers)
            let centre = share + z * z / (2 * n)
            let reach = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
            let scale = 1 + z * z / n
            return max(0, (centre - reach) / scale)...min(1, (centre + reach) / scale)
        }
    }

    let told: Group
    let heldOut: Group

    var difference: Double { told.share - heldOut.share }

    /// 95 % interval of the difference of two shares: method 10 of Newcombe, Interval Estimation for the Difference
    /// between Independent Proportions, 1998.
    var interval: ClosedRange<Double> {
        let z = 1.959_964
        let one = told.interval(z: z)
        let other = heldOut.interval(z: z)
        func reach(_ below: Double, _ above: Double) -> Double { (below * below + above * above).squareRoot() }
        let lower = difference - reach(told.share - one.lowerBound, other.upperBound - heldOut.share)
        let upper = difference + reach(one.upperBound - told.share, heldOut.share - other.lowerBound)
        return lower...upper
    }
}
