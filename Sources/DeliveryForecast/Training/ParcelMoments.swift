import RegressionTrees
import SeededRandom

/// Moments of past parcels' journeys, each a row to learn from or to be measured on.
///
/// A customer asks at any time, so of each stretch between two scans one moment is drawn evenly; a journey of six scans
/// gives six rows. Rows of one parcel resemble each other: they always stay on the same side of a split.
struct ParcelMoments {
    struct Moment {
        /// As it stood then.
        var parcel: Parcel
        var now: Int64
        var deliveredAt: Int64
        /// Right after the first scan, when the carrier has everything still before it.
        var isFirst: Bool

        var hoursLeft: Double { Double(deliveredAt - now) / Hours.milliseconds }
    }

    let moments: [Moment]

    init(_ parcels: [DeliveredParcel], seed: UInt64) {
        var random = SplitMix64(seed: seed)
        moments = parcels.flatMap { delivered -> [Moment] in
            let scans = delivered.parcel.scans
            return scans.indices.map { index in
                let end = index + 1 < scans.count ? scans[index + 1].at : delivered.deliveredAt
                var parcel = delivered.parcel
                parcel.scans = Array(scans[...index])
                let share = Double.random(in: 0..<1, using: &random)
                return Moment(
                    parcel: parcel,
                    now: scans[index].at + Int64(Double(end - scans[index].at) * share),
                    deliveredAt: delivered.deliveredAt,
                    isFirst: index == 0
                )
            }
        }
    }

    func trainingData(_ features: ParcelFeatures) throws -> TrainingData {
        var matrix = try FeatureMatrix(names: ParcelFeatures.names)
        for moment in moments { try matrix.append(features.row(moment.parcel, now: moment.now)) }
        return try TrainingData(features: matrix, labels: moments.map { RemainingTime.logarithm(hours: $0.hoursLeft) })
    }
}
