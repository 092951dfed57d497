import RegressionTrees

/// How a forecaster fares on parcels that it did not learn from.
package struct DeliveryReport: Sendable, Equatable {
    /// Over moments of the held-out parcels.
    package struct Part: Sendable, Equatable {
        package let momentCount: Int
        /// The share of parcels that arrived within the interval.
        package let coverage: Double
        /// From the interval's start to its end, in hours: the median over moments.
        package let widthHours: Double
        /// The mean distance in hours between the foretold median and the delivery.
        package let errorHours: Double
        /// The same for the mean time that this carrier's parcels took.
        package let carrierMeanErrorHours: Double
        /// The same for the mean of this carrier's parcels to this province.
        package let routeMeanErrorHours: Double
    }

    package let parcelCount: Int
    package let heldOutCount: Int
    package let treeCounts: [Int]
    package let allMoments: Part
    /// The carrier has just got the parcel.
    package let firstMoments: Part

    init(_ forecaster: DeliveryForecaster, heldOut: [ParcelMoments.Moment], _ split: ParcelSplit) {
        parcelCount = split.training.count
        heldOutCount = split.heldOut.count
        treeCounts = [forecaster.intervals.lower, forecaster.intervals.median, forecaster.intervals.upper]
            .map(\.treeCount)
        let means = TransitMeans(split.training)
        allMoments = Part(forecaster, heldOut, means)
        firstMoments = Part(forecaster, heldOut.filter(\.isFirst), means)
    }
}

extension DeliveryReport.Part {
    /// Measures on parcels that are new to the forecaster; the means of the comparison are `baseline`'s.
    package init(
        _ forecaster: DeliveryForecaster,
        parcels: [DeliveredParcel],
        baseline: [DeliveredParcel],
        seed: UInt64
    ) {
        self.init(forecaster, ParcelMoments(parcels, seed: seed).moments, TransitMeans(baseline))
    }

    init(_ forecaster: DeliveryForecaster, _ moments: [ParcelMoments.Moment], _ means: TransitMeans) {
        var (inside, error, carrierError, routeError) = (0, 0.0, 0.0, 0.0)
        var widths: [Double] = []
        for moment in moments {
            // A parcel of an unknown carrier is no error of the forecast: it gives none.
            guard let forecast = forecaster.forecast(moment.parcel, now: moment.now) else { continue }
            if (forecast.earliest...forecast.latest).contains(moment.deliveredAt) { inside += 1 }
            widths.append(Double(forecast.latest - forecast.earliest) / Hours.milliseconds)
            error += abs(Double(forecast.median - moment.deliveredAt)) / Hours.milliseconds
            carrierError += abs(means.hoursLeft(moment, byRoute: false) - moment.hoursLeft)
            routeError += abs(means.hoursLeft(moment, byRoute: true) - moment.hoursLeft)
        }
        let count = Double(max(1, widths.count))
        momentCount = widths.count
        coverage = Double(inside) / count
        widthHours = widths.isEmpty ? 0 : widths.sorted()[widths.count / 2]
        errorHours = error / count
        carrierMeanErrorHours = carrierError / count
        routeMeanErrorHours = routeError / count
    }
}

/// What a shop can say without learning: the mean time of past parcels less the time that has passed.
struct TransitMeans {
    private let carriers: CategoryScale
    private let routes: CategoryScale

    init(_ parcels: [DeliveredParcel]) {
        carriers = CategoryScale(parcels.map { ($0.parcel.carrier, $0.transitHours) }, priorCount: 0)
        routes = CategoryScale(parcels.map { (Self.route($0.parcel), $0.transitHours) }, priorCount: 0)
    }

    func hoursLeft(_ moment: ParcelMoments.Moment, byRoute: Bool) -> Double {
        let carrier = carriers[moment.parcel.carrier] ?? 0
        let mean = byRoute ? routes[Self.route(moment.parcel)] ?? carrier : carrier
        let passed = Double(moment.now - moment.parcel.scans[0].at) / Hours.milliseconds
        return max(0, Double(mean) - passed)
    }

    private static func route(_ parcel: Parcel) -> String { "\(parcel.carrier)\n\(parcel.province)" }
}
