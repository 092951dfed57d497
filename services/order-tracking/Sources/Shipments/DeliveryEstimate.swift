/// When a parcel should arrive, as far as past parcels tell.
struct DeliveryEstimate: Hashable, Sendable {
    /// Even odds of being delivered by then.
    var median: Timestamp
    /// Eighty of a hundred such parcels arrive from the start to the end.
    var range: ClosedRange<Timestamp>
    /// Past parcels behind the estimate.
    var evidenceCount: Int
}

/// Past times in transit of parcels like this one, and what they say about a parcel under way.
struct TransitHistory: Hashable, Sendable {
    /// Milliseconds from the first scan to the signature, ascending.
    private let transits: [Int64]

    init(_ transits: [Int64]) {
        self.transits = transits.sorted()
    }

    var count: Int { transits.count }

    /// The estimate for a parcel collected at `collectedAt` and not delivered at `now`.
    ///
    /// Only past parcels that were under way for at least as long count, for the others say nothing about one that is
    /// still on its way; without enough of them there is no ground for an estimate.
    func estimate(collectedAt: Timestamp, now: Timestamp, evidenceMin: Int) -> DeliveryEstimate? {
        let elapsed = now.milliseconds - collectedAt.milliseconds
        let longer = transits.drop { $0 <= elapsed }
        guard longer.count >= max(1, evidenceMin) else { return nil }
        func arrival(_ share: Double) -> Timestamp {
            Timestamp(milliseconds: collectedAt.milliseconds + Self.quantile(longer, share))
        }
        return DeliveryEstimate(
            median: arrival(0.5),
            range: arrival(0.1)...arrival(0.9),
            evidenceCount: longer.count
        )
    }

    /// Whether a parcel that is under way at `now` takes longer than nine of ten did.
    func isSlow(collectedAt: Timestamp, now: Timestamp, evidenceMin: Int) -> Bool {
        guard transits.count >= max(1, evidenceMin) else { return false }
        return now.milliseconds - collectedAt.milliseconds > Self.quantile(transits[...], 0.9)
    }

    /// Linear interpolation between the closest ranks (type 7 of Hyndman and Fan, 1996).
    private static func quantile(_ sorted: ArraySlice<Int64>, _ share: Double) -> Int64 {
        let position = Double(sorted.count - 1) * share
        let below = sorted.startIndex + Int(position)
        let above = min(below + 1, sorted.endIndex - 1)
        let fraction = position - position.rounded(.down)
        return sorted[below] + Int64((Double(sorted[above] - sorted[below]) * fraction).rounded())
    }
}
