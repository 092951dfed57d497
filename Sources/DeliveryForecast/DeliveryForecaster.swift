import Foundation
package import RegressionTrees

/// When a parcel that is under way arrives, as trees learned from past parcels.
///
/// The trees see the parcel as it stands now (``ParcelFeatures``) and foretell the logarithm of the hours that are left,
/// as a median and an interval; on that scale an interval of days and one of minutes can be widened by one number. What
/// they never saw they do not guess at: a carrier or a place of departure of which there was no past parcel has no
/// forecast.
package struct DeliveryForecaster: Sendable, Equatable {
    package let features: ParcelFeatures
    /// Where the past parcels came from.
    package let origins: Set<String>
    /// Past parcels behind the trees.
    package let parcelCount: Int
    package let intervals: QuantileIntervals

    /// Moments in milliseconds since 1970, UTC, all after the moment of the forecast.
    package struct Forecast: Hashable, Sendable {
        /// Even odds of being delivered by then.
        package var median: Int64
        /// From the first to the second with the probability ``DeliveryForecaster/coverage``.
        package var earliest: Int64
        package var latest: Int64
    }

    /// Throws where the trees were trained on other features.
    init(
        features: ParcelFeatures,
        origins: Set<String>,
        parcelCount: Int,
        intervals: QuantileIntervals
    ) throws(RegressionTreesError) {
        try intervals.median.requireFeatures(ParcelFeatures.names)
        self.features = features
        self.origins = origins
        self.parcelCount = parcelCount
        self.intervals = intervals
    }

    package var coverage: Double { intervals.coverage }

    /// Nil before the first scan, and for a carrier or an origin without past parcels.
    package func forecast(_ parcel: Parcel, now: Int64) -> Forecast? {
        guard let origin = parcel.origin, origins.contains(origin), features.carriers[parcel.carrier] != nil else {
            return nil
        }
        let interval = intervals.predict(features.row(parcel, now: now))
        func moment(_ logarithm: Float) -> Int64 {
            now + max(1, Int64((RemainingTime.hours(logarithm: logarithm) * Hours.milliseconds).rounded()))
        }
        return Forecast(
            median: moment(interval.median),
            earliest: moment(interval.lower),
            latest: moment(interval.upper)
        )
    }
}

/// The scale on which trees foretell what is left of a journey.
enum RemainingTime {
    /// A minute: below it differences mean nothing and the logarithm would make much of them.
    private static let hoursMin = 1.0 / 60
    /// Ten years: a bound for numbers of a damaged file.
    private static let hoursMax = 87_660.0

    static func logarithm(hours: Double) -> Float { Float(log(max(hours, hoursMin))) }
    static func hours(logarithm: Float) -> Double { min(exp(Double(logarithm)), hoursMax) }
}
