import BinaryCoding
import Foundation

/// Writes little-endian values to a file that appears under its name only when it is whole.
struct RecommenderFileWriter: ~Copyable {
    private let path: String
    private let partialPath: String
    private let file: FileHandle
    private var checksum = CRC32()

    init(path: String) throws {
        self.path = path
        partialPath = path + ".partial"
        guard FileManager.default.createFile(atPath: partialPath, contents: nil),
            let file = FileHandle(forWritingAtPath: partialPath)
        else { throw ItemRecommendationError.modelFile(reason: "cannot create \(partialPath)") }
        self.file = file
    }

    mutating func write(_ value: UInt32) throws { try writeRaw([value]) }

    /// A count and the text's bytes.
    mutating func write(_ text: String) throws { try write(Array(text.utf8)) }

    /// A count and the values as they are in memory: the hosts of this program are little-endian.
    mutating func write<Value: BitwiseCopyable>(_ values: [Value]) throws {
        try writeRaw([UInt64(values.count)])
        try writeRaw(values)
    }

    mutating func finish() throws {
        try writeRaw([checksum.value])
        try file.synchronize()
        try file.close()
        guard rename(partialPath, path) == 0 else {
            throw ItemRecommendationError.modelFile(reason: "cannot rename \(partialPath) to \(path)")
        }
    }

    private mutating func writeRaw<Value: BitwiseCopyable>(_ values: [Value]) throws {
        let data = values.withUnsafeBytes { Data($0) }
        data.withUnsafeBytes { checksum.update($0) }
        try file.write(contentsOf: data)
    }
}
