import ArgumentParser
import Contracts
import Foundation
import MeshRuntime

/// `xiaoer report`: how conversations went.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report how conversations went: contained, handed over, answered, resolved, rated.",
        discussion: """
            Counts conversations opened in the last 30 days, or from one day until another. Contained are those that \
            never needed a human; unanswered are questions that were not understood or that the shop has written \
            nothing about.
            """
    )

    @OptionGroup
    var connection: ConnectionOptions

    @Option(help: ArgumentHelp("First day, as 2026-11-24; 29 days before the last one unless given.", valueName: "day"))
    var from: ReportDay?

    @Option(help: ArgumentHelp("Last day, as 2026-11-24; today unless given.", valueName: "day"))
    var to: ReportDay?

    @Option(help: ArgumentHelp("Whose days are counted.", valueName: "IANA name"))
    var timeZone = "Asia/Shanghai"

    @Option(help: ArgumentHelp("Draw the days into this file.", valueName: "file.svg"))
    var svg: String?

    @Flag(help: "Print the figures as JSON.")
    var json = false

    private static let timeout = Duration.seconds(120)

    func run() async throws {
        guard let zone = TimeZone(identifier: timeZone) else {
            throw ValidationError("--time-zone must be an IANA name such as Asia/Shanghai (is \"\(timeZone)\")")
        }
        let last = to ?? ReportDay(Date(), in: zone)
        let first = from ?? last.adding(days: -29)
        let request = DialogueV1.ReportConversationsRequest(
            fromUnixMs: first.startMilliseconds(in: zone),
            toUnixMs: last.adding(days: 1).startMilliseconds(in: zone),
            timeZone: timeZone
        )
        let response = try await withClient(try connection.client(of: MeshMember.dialogueManager.name)) { client in
            try await DialogueV1.DialogueClient(client).reportConversations(
                request,
                options: CallOptions(timeout: Self.timeout)
            )
        }
        let report = ConversationReport(response, from: first.description, to: last.description)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            Console.result(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            for line in report.lines { Console.result(line) }
        }
        if let svg {
            try Data(ReportChart(report).svg.utf8).write(to: URL(filePath: svg), options: .atomic)
            Console.note("drawn in \(svg)")
        }
    }
}

/// A day of the calendar, wherever.
struct ReportDay: Hashable, Sendable, CustomStringConvertible, ExpressibleByArgument {
    private let year: Int
    private let month: Int
    private let day: Int

    private static func calendar(_ zone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }

    init(_ date: Date, in zone: TimeZone) {
        let parts = Self.calendar(zone).dateComponents([.year, .month, .day], from: date)
        (year, month, day) = (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }

    /// Nil for what is no day of the calendar.
    init?(argument: String) {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard argument.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2]
        else { return nil }
        let utc = Self.calendar(.gmt)
        let components = DateComponents(calendar: utc, year: year, month: month, day: day)
        guard components.isValidDate(in: utc) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    var description: String { String(format: "%04d-%02d-%02d", year, month, day) }

    func adding(days: Int) -> ReportDay {
        let utc = Self.calendar(.gmt)
        let date = utc.date(from: DateComponents(year: year, month: month, day: day)) ?? .distantPast
        return ReportDay(utc.date(byAdding: .day, value: days, to: date) ?? date, in: .gmt)
    }

    func startMilliseconds(in zone: TimeZone) -> Int64 {
        let calendar = Self.calendar(zone)
        let date = calendar.date(from: DateComponents(year: year, month: month, day: day)) ?? .distantPast
        return Int64(calendar.startOfDay(for: date).timeIntervalSince1970 * 1000)
    }
}
