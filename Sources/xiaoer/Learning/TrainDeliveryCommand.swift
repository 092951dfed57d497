import ArgumentParser
import Contracts
import DeliveryForecast
import Foundation
import MeshRuntime

/// `xiaoer train delivery FILE --out FOLDER`: a forecast of arrivals that order-tracking can serve.
struct TrainDelivery: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery",
        abstract: "Train the estimate of arrivals on past shipments.",
        discussion: """
            Files have the import format; orders stand before their shipments. The latest 15 of 100 parcels are kept \
            aside, and the table says how the estimate fares on them. Point order-tracking's setting estimate.model at \
            the file that is written.
            """
    )

    @OptionGroup
    var connection: ConnectionOptions

    @Flag(help: "Learn from what the running order-tracking has, instead of from files.")
    var database = false

    @Option(help: ArgumentHelp("Folder to write the model into; made where it is missing.", valueName: "folder"))
    var out: String

    @Option(help: ArgumentHelp("Where the couriers live, in minutes to add to UTC.", valueName: "minutes"))
    var utcOffset = 480

    @Argument(help: ArgumentHelp("JSON Lines files with orders and shipments.", valueName: "file"))
    var files: [String] = []

    func validate() throws {
        guard database != !files.isEmpty else {
            throw ValidationError("name files to learn from, or --database, not both")
        }
        guard (-840...840).contains(utcOffset) else {
            throw ValidationError("--utc-offset must be in -840...840 (is \(utcOffset))")
        }
    }

    func run() async throws {
        let history = database ? try await exported() : try read(files)
        var settings = DeliveryTrainer.Settings()
        settings.utcOffsetSeconds = utcOffset * 60
        settings.threads = min(ProcessInfo.processInfo.activeProcessorCount, 16)
        var line = ProgressLine()
        let (forecaster, report) = try DeliveryTrainer(settings).train(history.parcels) { level, round in
            line.show(
                String(format: "quantile %.2f", level),
                done: UInt64(round),
                of: UInt64(settings.roundsMax)
            )
        }
        line.clear()
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        let path = "\(out)/\(DeliveryForecastFile.name)"
        try DeliveryForecastFile.write(forecaster, to: path)
        for line in report.lines { Console.result(line) }
        Console.result("\(path): written")
    }

    private func read(_ files: [String]) throws -> ParcelHistory {
        var history = ParcelHistory()
        for path in files {
            let file = try ChunkedFile(path: path)
            var lines = HistoryLines(path: path)
            var offset: UInt64 = 0
            while offset < file.size {
                let chunk = try file.chunk(at: offset)
                guard !chunk.isEmpty else { break }
                offset += UInt64(chunk.count)
                try lines.add(chunk, to: &history)
            }
            try lines.finish(&history)
        }
        return history
    }

    private func exported() async throws -> ParcelHistory {
        try await withClient(try connection.client(of: MeshMember.orderTracking.name)) { client in
            var history = ParcelHistory()
            var lines = HistoryLines(path: "export")
            let chunks = try await OrdersV1.OrdersClient(client).export(
                OrdersV1.ExportRequest(),
                options: CallOptions(timeout: .seconds(3_600))
            )
            for try await chunk in chunks { try lines.add(chunk.data, to: &history) }
            try lines.finish(&history)
            return history
        }
    }
}

/// Cuts chunks of a file into the lines of a history.
private struct HistoryLines {
    let path: String
    private var rest: [UInt8] = []
    private var number = 0

    init(path: String) { self.path = path }

    mutating func add(_ chunk: [UInt8], to history: inout ParcelHistory) throws {
        let parts = chunk.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for part in parts.dropLast() {
            try addLine(rest + part, to: &history)
            rest = []
        }
        rest += parts.last ?? []
    }

    mutating func finish(_ history: inout ParcelHistory) throws {
        if !rest.isEmpty { try addLine(rest, to: &history) }
        rest = []
    }

    private mutating func addLine(_ line: [UInt8], to history: inout ParcelHistory) throws {
        number += 1
        try history.add(line, path: path, number: number)
    }
}

extension DeliveryReport {
    /// For people: hours with one decimal, shares in percent.
    fileprivate var lines: [String] {
        var table = TextTable(
            [.init(title: "HELD-OUT MOMENTS")]
                + [
                    "COUNT", "INSIDE %", "INTERVAL H", "ERROR H", "CARRIER MEAN H", "ROUTE MEAN H",
                ].map { .init(title: $0, alignment: .right) }
        )
        for (name, part) in [("any time", allMoments), ("just collected", firstMoments)] {
            let numbers = [
                part.coverage * 100, part.widthHours, part.errorHours, part.carrierMeanErrorHours,
                part.routeMeanErrorHours,
            ]
            table.append([name, "\(part.momentCount)"] + numbers.map { String(format: "%.1f", $0) })
        }
        let trees = treeCounts.map(String.init).joined(separator: ", ")
        return ["\(parcelCount) parcels learned from, \(heldOutCount) held out; \(trees) trees", ""] + table.lines + [
            "", "Errors are mean distances between the foretold and the real arrival.",
        ]
    }
}
