import RegressionTrees

/// Learns a forecaster from past parcels and measures it on the latest of them.
///
/// Parcels are put in order of their collection and cut: the first 60 of 100 are learned from, the next 10 say when to
/// stop, the next 15 set the width of the interval, and the last 15 are the measure. The cut is in time because a model
/// is used on what comes after it.
package struct DeliveryTrainer: Sendable {
    package struct Settings: Sendable, Equatable {
        /// The share of parcels that should arrive within the interval, 0.5...0.98.
        package var coverage = 0.8
        /// Added to UTC for hours and weekdays, -50,400...50,400: China's by default.
        package var utcOffsetSeconds = 8 * 3_600
        /// The most trees of each quantile, 1...10,000.
        package var roundsMax = 200
        package var seed: UInt64 = 1
        package var threads = 2

        package init() {}
    }

    package let settings: Settings

    /// With fewer parcels the last part is too small to tell 76 from 84 of 100.
    package static let parcelsMin = 1_000

    package init(_ settings: Settings = Settings()) { self.settings = settings }

    /// Blocks its thread for seconds to minutes; `progress` is called after each tree, with the quantile that it is of and
    /// its number, and may throw to end the training.
    package func train(
        _ parcels: [DeliveredParcel],
        progress: (_ level: Double, _ round: Int) throws -> Void = { _, _ in }
    ) throws -> (forecaster: DeliveryForecaster, report: DeliveryReport) {
        guard parcels.count >= Self.parcelsMin else {
            throw DeliveryForecastError.tooFewParcels(count: parcels.count, needed: Self.parcelsMin)
        }
        let split = ParcelSplit(parcels)
        let features = ParcelFeatures(
            carriers: CategoryScale(split.training.map { ($0.parcel.carrier, $0.transitHours) }),
            provinces: CategoryScale(split.training.map { ($0.parcel.province, $0.transitHours) }),
            cities: CategoryScale(split.training.map { ($0.parcel.city, $0.transitHours) }),
            utcOffsetSeconds: settings.utcOffsetSeconds
        )
        func data(_ part: [DeliveredParcel], _ number: UInt64) throws -> TrainingData {
            try ParcelMoments(part, seed: settings.seed &+ number).trainingData(features)
        }
        let intervals = try IntervalTrainer(treeSettings, coverage: settings.coverage).train(
            data(split.training, 0),
            validation: data(split.validation, 1),
            calibration: data(split.calibration, 2)
        ) { try progress($0.level, $0.training.round) }
        let forecaster = try DeliveryForecaster(
            features: features,
            origins: Set(split.training.compactMap(\.parcel.origin)),
            parcelCount: split.training.count,
            intervals: intervals
        )
        let heldOut = ParcelMoments(split.heldOut, seed: settings.seed &+ 3).moments
        return (forecaster, DeliveryReport(forecaster, heldOut: heldOut, split))
    }

    private var treeSettings: TrainingSettings {
        var trees = TrainingSettings(objective: .squaredError)
        trees.roundsMax = settings.roundsMax
        trees.learningRate = 0.1
        trees.depthMax = 5
        trees.leafWeightMin = 40
        trees.rowFraction = 0.8
        trees.patienceRounds = 20
        trees.threads = settings.threads
        trees.seed = UInt32(truncatingIfNeeded: settings.seed)
        return trees
    }
}

/// Past parcels in order of their collection, cut in four.
struct ParcelSplit {
    let training: [DeliveredParcel]
    let validation: [DeliveredParcel]
    let calibration: [DeliveredParcel]
    let heldOut: [DeliveredParcel]

    init(_ parcels: [DeliveredParcel]) {
        let ordered = parcels.sorted { $0.collectedAt < $1.collectedAt }
        let cuts = [60, 70, 85].map { ordered.count * $0 / 100 }
        training = Array(ordered[..<cuts[0]])
        validation = Array(ordered[cuts[0]..<cuts[1]])
        calibration = Array(ordered[cuts[1]..<cuts[2]])
        heldOut = Array(ordered[cuts[2]...])
    }
}
