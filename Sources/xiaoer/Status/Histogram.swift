/// Counts by upper bound, added up over several series of the same buckets.
struct Histogram: Hashable {
    private(set) var cumulative: [Double: Double] = [:]

    var count: Int { Int(cumulative[.infinity] ?? 0) }

    /// Adds a `_bucket` line.
    mutating func add(_ line: MetricLine) {
        guard let label = line.labels["le"], let bound = label == "+Inf" ? .infinity : Double(label) else { return }
        cumulative[bound, default: 0] += line.value
    }

    /// The value below which `share` of the measurements lie, between its bucket's bounds in proportion, as Prometheus'
    /// histogram_quantile does; nil without measurements. Beyond the last bound, the last bound.
    func quantile(_ share: Double) -> Double? {
        precondition((0...1).contains(share), "share must be in 0...1 (is \(share))")
        let rank = share * (cumulative[.infinity] ?? 0)
        guard rank > 0 else { return nil }
        var lower = (bound: 0.0, count: 0.0)
        for (bound, count) in cumulative.sorted(by: { $0.key < $1.key }) {
            if count >= rank {
                guard bound.isFinite else { return lower.bound }
                return lower.bound + (bound - lower.bound) * (rank - lower.count) / (count - lower.count)
            }
            lower = (bound, count)
        }
        return nil
    }
}
