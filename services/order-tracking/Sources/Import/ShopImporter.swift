import Foundation
import SQLStorage

/// A file to import and the name by which errors call it.
struct ImportSource: Hashable, Sendable {
    var name: String
    var path: String
}

/// Reads files of the import format into the database: all of them in one transaction, or nothing.
///
/// Memory stays at one line and one chunk, whatever the size of a file. Readers see the old state until the end.
struct ShopImporter: Sendable {
    let file: any DatabaseStore
    /// Longest line in bytes.
    let lineBytesMax: Int
    /// How cases follow the parcels whose events a file holds.
    let policy: AfterSalePolicy
    let now: @Sendable () -> Timestamp

    /// Lines between two calls of `progress`.
    static let progressLines = 5000
    private static let chunkBytes = 64 * 1024

    /// `progress` gets the number of lines done over all files, on the writing thread. Cancelling the task ends the
    /// import and changes nothing.
    func run(
        _ sources: [ImportSource],
        shiftDays: Int,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> ImportSummary {
        let time = now()
        return try await file.write { database in
            var run = ImportRun(
                inserter: RecordInserter(database: database),
                intake: LogisticsIntake(database: database, policy: policy, now: time),
                shiftDays: shiftDays,
                progress: progress
            )
            for source in sources {
                try run.read(source, lines: lines(of: source))
            }
            return run.summary
        }
    }

    private func lines(of source: ImportSource) throws -> LineReader {
        guard let handle = FileHandle(forReadingAtPath: source.path) else {
            throw ImportError.unreadable(file: source.name, detail: "no such file, or no permission to read it")
        }
        return LineReader(lineBytesMax: lineBytesMax) {
            do {
                return try handle.read(upToCount: Self.chunkBytes).map(Array.init) ?? []
            } catch {
                throw ImportError.unreadable(file: source.name, detail: error.localizedDescription)
            }
        }
    }
}

/// One import under way, inside its transaction.
struct ImportRun {
    let inserter: RecordInserter
    private var intake: LogisticsIntake
    let shiftDays: Int
    let progress: (Int) -> Void
    private(set) var summary = ImportSummary()
    private static let touchedMax = 1000
    private var linesDone = 0

    init(
        inserter: RecordInserter,
        intake: LogisticsIntake,
        shiftDays: Int,
        progress: @escaping (Int) -> Void
    ) {
        self.inserter = inserter
        self.intake = intake
        self.shiftDays = shiftDays
        self.progress = progress
    }

    mutating func read(_ source: ImportSource, lines: LineReader) throws {
        var lines = lines
        var number = 1
        do {
            while let line = try lines.next() {
                try insert(line, isFirst: number == 1)
                number += 1
                linesDone += 1
                if linesDone % ShopImporter.progressLines == 0 { progress(linesDone) }
            }
            try intake.follow()
            guard number > 1 else { throw FieldViolation(field: "", rule: "a file must start with its header line") }
        } catch let violation as FieldViolation {
            throw ImportError.line(file: source.name, line: number, field: violation.field, rule: violation.rule)
        } catch let error as JSONError {
            throw ImportError.line(file: source.name, line: number, field: "", rule: error.description)
        }
    }

    private mutating func insert(_ line: [UInt8], isFirst: Bool) throws {
        let record = try ShopRecord(JSONParser.parse(line)).shifted(days: shiftDays)
        guard isFirst == (record == .header) else {
            throw FieldViolation(
                field: "kind",
                rule: isFirst ? "the first line must be the header" : "only the first line is a header"
            )
        }
        switch record {
        case .header: break
        case .customer(let customer): try inserter.insert(customer)
        case .product(let product): try inserter.insert(product)
        case .order(let order): try inserter.insert(order)
        case .shipment(let shipment):
            try inserter.insert(shipment)
            try intake.attach(to: shipment)
        case .afterSaleCase(let afterSaleCase): try inserter.insert(afterSaleCase)
        case .carrierEvent(let event): try intake.take(event)
        }
        // Parcels whose events are all in are let go of, so that memory does not grow with the file.
        if intake.touchedCount >= Self.touchedMax { try intake.follow() }
        summary.count(record)
    }
}
