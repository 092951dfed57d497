/// A product that customers turned to beside another, with the counts that show it.
struct RelatedProduct: Hashable, Sendable {
    let productID: String
    /// Of the two together.
    let pair: BehaviourCounts.Count
    /// Sum of strengths of each alone.
    let weight: Int
    let otherWeight: Int

    /// Cosine of the two products' weights over customers, shrunk where few customers stand behind it; 0 to 1.
    ///
    /// A pair's weight sums each customer's smaller strength, which is at most the geometric mean of the two, so the
    /// quotient never exceeds 1 (Cauchy-Schwarz). The square root keeps a best-seller from being related to everything:
    /// the plain count would be largest beside it always.
    func similarity(shrinkage: Double) -> Double {
        guard weight > 0, otherWeight > 0 else { return 0 }
        let cosine = Double(pair.weight) / (Double(weight) * Double(otherWeight)).squareRoot()
        return cosine * Double(pair.customers) / (Double(pair.customers) + shrinkage)
    }

    func reason(seed: String, customersMin: Int) -> RankedProduct.Reason {
        pair.buyers >= customersMin
            ? .boughtTogether(with: seed, customers: pair.buyers)
            : .viewedTogether(with: seed, customers: pair.customers)
    }
}
