import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where versions are recorded: `version-000001.json` and on, and `serving`, which holds the number in service.
///
/// Replicas share the folder: one of them teaches at a time, under a lock that ends with its process, and all look at
/// `serving` now and then.
struct VersionFolder: Sendable {
    let path: String

    private func file(_ number: Int) -> String {
        let digits = String(number)
        return "\(path)/version-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).json"
    }

    /// The number in service. A folder without the file serves what the service came with.
    var servingNumber: Int {
        guard let data = FileManager.default.contents(atPath: path + "/serving") else { return 0 }
        return Int(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }

    func setServing(_ number: Int) throws { try write(Data("\(number)\n".utf8), to: path + "/serving") }

    /// The record of a number; nil when there is none that can be read.
    func record(_ number: Int) -> VersionRecord? {
        guard let data = FileManager.default.contents(atPath: file(number)) else { return nil }
        return try? JSONDecoder().decode(VersionRecord.self, from: data)
    }

    /// All records that can be read, the newest first.
    var records: [VersionRecord] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasPrefix("version-") && $0.hasSuffix(".json") }.sorted(by: >).compactMap { name in
            Int(name.dropFirst("version-".count).dropLast(".json".count)).flatMap(record)
        }
    }

    func add(_ record: VersionRecord) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try write(try encoder.encode(record), to: file(record.number))
    }

    /// Removes the oldest records beyond `count`, but never the one in service.
    func prune(keeping count: Int) {
        let serving = servingNumber
        for record in records.dropFirst(count) where record.number != serving {
            // A record that stays costs a little space and nothing else.
            try? FileManager.default.removeItem(atPath: file(record.number))
        }
    }

    private func write(_ data: Data, to file: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try data.write(to: URL(fileURLWithPath: file), options: .atomic)
    }

    /// Runs `body` while no other process teaches; nil when one does.
    func withLock<Result>(_ body: () async throws -> Result) async throws -> Result? {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let descriptor = open(path + "/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw NluError.unwritableFolder(path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
        return try await body()
    }
}
