import Foundation
import SQLStorage
import Storage

/// The shop that a new installation starts with, so that there is something to ask about.
struct DemoShop: Sendable {
    /// Folder with `manifest.json` and the files that it names.
    let folder: String
    let importer: ShopImporter

    /// Imports the demo shop unless the database holds anything; answers nil where it did nothing.
    ///
    /// All files are one transaction, so a start that was interrupted begins again with an empty database.
    func importIfEmpty(now: Timestamp) async throws -> ImportSummary? {
        let manifest = try DemoManifest(folder: folder)
        var locks = 0
        while try await isEmpty() {
            do {
                return try await importer.run(manifest.sources, shiftDays: manifest.shiftDays(now: now))
            } catch StorageError.locked where locks < Self.locksMax {
                // Another replica on the same database imports it.
                locks += 1
            } catch let error as ImportError {
                guard try await isEmpty() else { return nil }
                throw error
            }
        }
        return nil
    }

    /// How often another replica's import is waited for, each time as long as a write may wait.
    private static let locksMax = 12

    private func isEmpty() async throws -> Bool {
        try await importer.file.read { database in
            try !database.exists("SELECT 1 FROM customer UNION ALL SELECT 1 FROM product LIMIT 1", [])
        }
    }
}

/// Which files make up the demo shop, and the day that their dates are written for.
struct DemoManifest: Hashable, Sendable {
    var sources: [ImportSource]
    var anchor: Timestamp

    /// Days begin at midnight in China, where the demo shop is.
    private static let dayStartMilliseconds: Int64 = 8 * 3_600_000

    init(folder: String) throws {
        let path = "\(folder)/manifest.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ImportError.unreadable(
                file: path,
                detail: "set demo.folder to the demo shop's folder, or shop.demo to false"
            )
        }
        do {
            var fields = try FieldReader(JSONParser.parse(Array(data)))
            let day = try fields.requiredText("anchor_day")
            guard let anchor = Timestamp(text: "\(day)T00:00:00Z") else {
                throw fields.violation("anchor_day", "must be a day such as 2025-06-30 (is \"\(day)\")")
            }
            self.anchor = anchor
            sources = try fields.texts("files").map { ImportSource(name: $0, path: "\(folder)/\($0)") }
            try fields.finish()
        } catch let violation as FieldViolation {
            throw ImportError.line(file: path, line: 1, field: violation.field, rule: violation.rule)
        } catch let error as JSONError {
            throw ImportError.line(file: path, line: 1, field: "", rule: error.description)
        }
    }

    /// Whole days from the anchor to the day of `now`.
    func shiftDays(now: Timestamp) -> Int {
        let today = (now.milliseconds + Self.dayStartMilliseconds) / Timestamp.millisecondsPerDay
        return Int(today - anchor.milliseconds / Timestamp.millisecondsPerDay)
    }
}
