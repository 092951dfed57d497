import BinaryCoding
import Foundation

/// Reads what `RecommenderFileWriter` wrote; every count is held against the end first, so that none can ask for more
/// memory than the file has bytes.
struct RecommenderFileReader {
    private let data: Data
    private var position = 0
    private let end: Int

    /// Checks the whole file's checksum before anything is read.
    init(path: String) throws(ItemRecommendationError) {
        do {
            data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        } catch {
            throw .unreadableFile(path: path, reason: error.localizedDescription)
        }
        end = data.count - MemoryLayout<UInt32>.size
        guard end > 0 else { throw .modelFile(reason: "\(path) has only \(data.count) bytes") }
        let (computed, stored) = data.withUnsafeBytes { bytes in
            (
                CRC32.of(bytes[..<end]),
                bytes.loadUnaligned(fromByteOffset: end, as: UInt32.self)
            )
        }
        guard computed == stored else { throw .modelFile(reason: "the checksum of \(path) does not fit its content") }
    }

    var isAtEnd: Bool { position == end }

    mutating func readUInt32() throws(ItemRecommendationError) -> UInt32 { try readRaw(1)[0] }

    /// The bytes of each name and then all names.
    mutating func readNames() throws(ItemRecommendationError) -> [String] {
        let counts: [UInt32] = try readArray()
        let bytes: [UInt8] = try readArray()
        var names: [String] = []
        var start = 0
        for count in counts {
            let next = start + Int(count)
            guard next <= bytes.count, let name = String(validating: bytes[start..<next], as: UTF8.self) else {
                throw .modelFile(reason: "the names before byte \(position) are not UTF-8 of the stated lengths")
            }
            names.append(name)
            start = next
        }
        guard start == bytes.count else { throw .modelFile(reason: "there is text after the last name") }
        return names
    }

    mutating func readArray<Value: BitwiseCopyable>() throws(ItemRecommendationError) -> [Value] {
        let count: [UInt64] = try readRaw(1)
        guard count[0] <= UInt64(end) else {
            throw .modelFile(reason: "a count of \(count[0]) is larger than the file")
        }
        return try readRaw(Int(count[0]))
    }

    private mutating func readRaw<Value: BitwiseCopyable>(_ count: Int) throws(ItemRecommendationError) -> [Value] {
        let size = count * MemoryLayout<Value>.stride
        guard size <= end - position else { throw .modelFile(reason: "it ends within the value at byte \(position)") }
        let start = position
        position += size
        return data.withUnsafeBytes { bytes in
            [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[start..<position])
                )
                initialized = count
            }
        }
    }
}
