import ArgumentParser

/// A time as people write it: `90s`, `45m`, `1h`, `7d`; from a second to ten years.
struct TimeToLive: Hashable, ExpressibleByArgument, CustomStringConvertible {
    let seconds: Int

    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    private static let longest = 10 * 366 * 86_400

    init(seconds: Int) {
        self.seconds = seconds
    }

    init?(argument: String) {
        guard let unit = argument.last.flatMap({ Self.units[$0] }), let count = Int(argument.dropLast()),
            count > 0, count <= Self.longest / unit
        else { return nil }
        seconds = count * unit
    }

    var description: String {
        for (unit, length) in Self.units.sorted(by: { $0.value > $1.value }) where seconds % length == 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }

    var defaultValueDescription: String { description }
}
