/// The days of a report as a picture: a bar a day, contained below, handed over above, and the ratings as a line.
struct ReportChart {
    private static let (width, height) = (720.0, 300.0)
    private static let (left, right, top, bottom) = (48.0, 48.0, 40.0, 40.0)
    private static let (blue, orange, green) = ("#4878a8", "#e0a050", "#2f8f5b")

    private let days: [ConversationReport.Day]
    private let title: String
    private let most: Int

    init(_ report: ConversationReport) {
        days = report.days
        title = "Conversations from \(report.from) to \(report.to)"
        most = max(1, days.map(\.figures.conversations).max() ?? 1)
    }

    var svg: String {
        let parts =
            [Self.text(title, x: Self.left, y: 18, size: 14)] + legend + axes + days.indices.flatMap(bar) + ratings
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" \
            font-family="sans-serif">
            <rect width="100%" height="100%" fill="white"/>
            \(parts.joined(separator: "\n"))
            </svg>

            """
    }

    private var slot: Double { (Self.width - Self.left - Self.right) / Double(max(1, days.count)) }
    private var depth: Double { Self.height - Self.top - Self.bottom }

    private func x(_ index: Int) -> Double { Self.left + (Double(index) + 0.5) * slot }
    private func y(_ conversations: Int) -> Double { Self.top + depth * (1 - Double(conversations) / Double(most)) }
    /// A rating of 1 is at the bottom, 5 at the top.
    private func y(rating: Double) -> Double { Self.top + depth * (1 - (rating - 1) / 4) }

    private func bar(_ index: Int) -> [String] {
        let figures = days[index].figures
        let width = min(32, slot * 0.7)
        func box(from low: Int, to high: Int, _ colour: String) -> String {
            "<rect x=\"\(Self.short(x(index) - width / 2))\" y=\"\(Self.short(y(high)))\" width=\"\(Self.short(width))\" "
                + "height=\"\(Self.short(y(low) - y(high)))\" fill=\"\(colour)\"/>"
        }
        let labelEvery = max(1, days.count / 10)
        let label = Self.text(String(days[index].day.suffix(5)), x: x(index), y: Self.height - 22, anchor: "middle")
        return [
            box(from: 0, to: figures.contained, Self.blue),
            box(from: figures.contained, to: figures.conversations, Self.orange),
        ] + (index.isMultiple(of: labelEvery) ? [label] : [])
    }

    private var ratings: [String] {
        let points = days.indices.compactMap { index in
            days[index].figures.satisfaction.map { (x: x(index), y: y(rating: $0)) }
        }
        let line = points.map { "\(Self.short($0.x)),\(Self.short($0.y))" }.joined(separator: " ")
        return ["<polyline points=\"\(line)\" fill=\"none\" stroke=\"\(Self.green)\" stroke-width=\"2\"/>"]
            + points.map {
                "<circle cx=\"\(Self.short($0.x))\" cy=\"\(Self.short($0.y))\" r=\"3\" fill=\"\(Self.green)\"/>"
            }
    }

    private var axes: [String] {
        let (floor, end) = (Self.height - Self.bottom, Self.width - Self.right)
        return [
            "<line x1=\"\(Self.left)\" y1=\"\(floor)\" x2=\"\(end)\" y2=\"\(floor)\" stroke=\"#888\"/>",
            Self.text("\(most)", x: Self.left - 6, y: Self.top + 4, anchor: "end"),
            Self.text("0", x: Self.left - 6, y: floor + 4, anchor: "end"),
            Self.text("5", x: end + 6, y: Self.top + 4),
            Self.text("1", x: end + 6, y: floor + 4),
        ]
    }

    private var legend: [String] {
        let entries = [("contained", Self.blue), ("handed over", Self.orange), ("satisfaction, 1 to 5", Self.green)]
        return entries.enumerated().flatMap { index, entry in
            let x = 380 + Double(index) * 105
            return [
                "<rect x=\"\(x)\" y=\"9\" width=\"10\" height=\"10\" fill=\"\(entry.1)\"/>",
                Self.text(entry.0, x: x + 14, y: 18),
            ]
        }
    }

    private static func text(_ text: String, x: Double, y: Double, size: Int = 11, anchor: String = "start") -> String {
        "<text x=\"\(short(x))\" y=\"\(short(y))\" font-size=\"\(size)\" text-anchor=\"\(anchor)\" fill=\"#333\">\(text)</text>"
    }

    private static func short(_ value: Double) -> String { ConversationReport.oneDigit(value) }
}
