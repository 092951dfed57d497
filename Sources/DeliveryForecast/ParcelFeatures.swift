/// What the trees see of a parcel at one moment.
package struct ParcelFeatures: Sendable, Equatable {
    /// By the mean hours that past parcels took.
    package let carriers: CategoryScale
    package let provinces: CategoryScale
    package let cities: CategoryScale
    /// Added to UTC for the hour and the weekday that couriers live by.
    package let utcOffsetSeconds: Int

    package static let names = [
        "carrier", "province", "city", "stage", "scans", "at_destination", "hours_since_collected", "hours_since_scan",
        "hours_to_promise", "hour", "weekday", "day_of_year", "items",
    ]

    package init(
        carriers: CategoryScale,
        provinces: CategoryScale,
        cities: CategoryScale,
        utcOffsetSeconds: Int
    ) {
        self.carriers = carriers
        self.provinces = provinces
        self.cities = cities
        self.utcOffsetSeconds = utcOffsetSeconds
    }

    /// One value a name; NaN where something is not known.
    func row(_ parcel: Parcel, now: Int64) -> [Float] {
        guard let first = parcel.scans.first, let last = parcel.scans.last else {
            preconditionFailure("a parcel without scans has no features")
        }
        let calendar = LocalTime(milliseconds: now, utcOffsetSeconds: utcOffsetSeconds)
        return [
            carriers[parcel.carrier] ?? .nan,
            provinces[parcel.province] ?? .nan,
            cities[parcel.city] ?? .nan,
            Float(Parcel.Stage.allCases.firstIndex(of: last.stage) ?? 0),
            Float(parcel.scans.count),
            isAtDestination(last, of: parcel),
            Self.hours(from: first.at, to: now),
            Self.hours(from: last.at, to: now),
            parcel.promisedAt.map { Self.hours(from: now, to: $0) } ?? .nan,
            calendar.hour,
            calendar.weekday,
            LocalTime(milliseconds: first.at, utcOffsetSeconds: utcOffsetSeconds).dayOfYear,
            Float(parcel.itemCount),
        ]
    }

    /// Carriers name sites after cities, mostly without the word for city.
    private func isAtDestination(_ scan: Parcel.Scan, of parcel: Parcel) -> Float {
        let city = parcel.city.hasSuffix("市") ? String(parcel.city.dropLast()) : parcel.city
        guard !city.isEmpty, !scan.place.isEmpty else { return .nan }
        return scan.place.contains(city) ? 1 : 0
    }

    private static func hours(from start: Int64, to end: Int64) -> Float {
        Float(Double(end - start) / Hours.milliseconds)
    }
}

/// Names in the order of a number that each stands for, which lets trees split them at a threshold: for squared error no
/// other way of splitting a category in two is better (Fisher, On Grouping for Maximum Homogeneity, 1958).
package struct CategoryScale: Sendable, Equatable {
    let values: [String: Float]

    init(values: [String: Float]) { self.values = values }

    /// The mean of each name's values, drawn towards the mean of all as if each name had `priorCount` more of that.
    init(_ samples: some Sequence<(name: String, value: Double)>, priorCount: Double = 10) {
        var sums: [String: (sum: Double, count: Double)] = [:]
        for (name, value) in samples where !name.isEmpty {
            sums[name, default: (0, 0)].sum += value
            sums[name, default: (0, 0)].count += 1
        }
        let all = sums.values.reduce(into: (sum: 0.0, count: 0.0)) { total, part in
            total.sum += part.sum
            total.count += part.count
        }
        let mean = all.count > 0 ? all.sum / all.count : 0
        values = sums.mapValues { Float(($0.sum + mean * priorCount) / ($0.count + priorCount)) }
    }

    subscript(name: String) -> Float? { values[name] }
}

/// The parts of a moment that transport depends on.
private struct LocalTime {
    /// 0..<24, with its fraction.
    let hour: Float
    /// 0 is Monday.
    let weekday: Float
    /// To within a day, since leap days fall as they fall.
    let dayOfYear: Float

    private static let daysPerYear = 365.2425

    init(milliseconds: Int64, utcOffsetSeconds: Int) {
        let days = Double(milliseconds + Int64(utcOffsetSeconds) * 1000) / 86_400_000
        let whole = days.rounded(.down)
        hour = Float((days - whole) * 24)
        // 1 January 1970 was a Thursday.
        weekday = Float((Int(whole) % 7 + 10) % 7)
        dayOfYear = Float(whole - (whole / Self.daysPerYear).rounded(.down) * Self.daysPerYear)
    }
}
