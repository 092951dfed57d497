import BinaryCoding
import Foundation

/// The file of a `SequenceTagger`, little-endian: "XRTAGGER", version u32, tags (array of strings), transitions (array of
/// f32), the numbers of the features that have weights (array of u32), their weights (array of f32, one row a feature), and
/// the CRC-32 of all that. Strings and arrays begin with a u32 count.
extension SequenceTagger {
    private static let magic = Array("XRTAGGER".utf8)
    private static let fileVersion: UInt32 = 1
    private static let tagsMax = 256

    private struct CutShort: Error {}

    package func write(to path: String) throws {
        var writer = LittleEndianWriter(bytes: Self.magic)
        writer.write(Self.fileVersion)
        writer.write(tags.count)
        for tag in tags { writer.write(tag) }
        writer.write(transitions)
        let used = (0..<CharacterFeatures.bucketCount).filter { bucket in
            weights[bucket * tags.count..<(bucket + 1) * tags.count].contains { $0 != 0 }
        }
        writer.write(used.map { UInt32($0) })
        writer.write(used.flatMap { weights[$0 * tags.count..<($0 + 1) * tags.count] })
        writer.write(CRC32.of(writer.bytes))
        let file = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(writer.bytes).write(to: file, options: .atomic)
    }

    package static func read(_ path: String) throws -> SequenceTagger {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SequenceTaggingError.unreadableFile(path: path, reason: "there is no such file")
        }
        do {
            return try decode([UInt8](data), path: path)
        } catch is CutShort {
            throw SequenceTaggingError.notATagger(path: path, reason: "it is cut short")
        }
    }

    private static func decode(_ bytes: [UInt8], path: String) throws -> SequenceTagger {
        func refuse(_ reason: String) -> SequenceTaggingError { .notATagger(path: path, reason: reason) }
        guard bytes.starts(with: magic), bytes.count > magic.count + 8 else { throw refuse("it begins otherwise") }
        var reader = LittleEndianReader(bytes, from: bytes.count - 4) { _, _ in CutShort() }
        guard try reader.readUInt32() == CRC32.of(bytes.dropLast(4)) else { throw refuse("its checksum is wrong") }
        reader = LittleEndianReader(bytes, from: magic.count, to: bytes.count - 4) { _, _ in CutShort() }
        let version = try reader.readUInt32()
        guard version == fileVersion else { throw refuse("it has version \(version) and not \(fileVersion)") }
        var tags: [String] = []
        for _ in 0..<(try reader.readCount(elementSize: 4)) { tags.append(try reader.readString()) }
        let transitions = try reader.readFloatArray()
        let used = try reader.readUInt32Array()
        let rows = try reader.readFloatArray()
        guard (2...tagsMax).contains(tags.count), transitions.count == (tags.count + 1) * tags.count,
            rows.count == used.count * tags.count, used.allSatisfy({ $0 < CharacterFeatures.bucketCount })
        else { throw refuse("its parts do not fit each other") }
        var weights = [Float](repeating: 0, count: CharacterFeatures.bucketCount * tags.count)
        for (row, bucket) in used.enumerated() {
            for tag in tags.indices { weights[Int(bucket) * tags.count + tag] = rows[row * tags.count + tag] }
        }
        return SequenceTagger(tags: tags, weights: weights, transitions: transitions)
    }
}
