import BinaryCoding
import Foundation

/// Vectors of known texts in a small file that ships with them: a byte a dimension, and a hash instead of the text.
///
/// A vector of length 1 is divided by its largest value and rounded to 127 steps either way, which moves it by about half a
/// degree. Little-endian: "XRPACKED", version u32, model (string), dimension u32, count u32, then for each in
/// ascending order of the hash: the hash u64 and an i8 a dimension; last the CRC-32 of all that.
/// The length of 1 makes the step known.
package struct PackedEmbeddings: Sendable, Hashable {
    private static let magic: [UInt8] = Array("XRPACKED".utf8)
    private static let version: UInt32 = 1
    private static let stepCount: Float = 127
    private static let dimensionMax = 65_536

    /// The model that made them.
    package let model: String
    private let dimension: Int
    /// Of each text, ascending.
    private let hashes: [UInt64]
    /// One row a text.
    private let values: [Int8]

    /// Packs vectors of one dimension. Of two texts with one hash, once in 10^11 collections of ten thousand, the first
    /// is kept.
    package init(_ texts: EmbeddedTexts) {
        model = texts.model
        dimension = texts.vectors.values.first?.count ?? 0
        var rows: [UInt64: [Float]] = [:]
        for (text, vector) in texts.vectors.sorted(by: { $0.key < $1.key }) {
            precondition(vector.count == dimension, "vectors must have one dimension (\(dimension), \(vector.count))")
            rows[Self.hash(text)] = rows[Self.hash(text)] ?? vector
        }
        hashes = rows.keys.sorted()
        let vectors = hashes.map { rows[$0] ?? [] }
        values = vectors.flatMap { vector in
            let step = (vector.lazy.map(abs).max() ?? 0) / Self.stepCount
            return vector.map { step > 0 ? Int8(clamping: Int(($0 / step).rounded())) : 0 }
        }
    }

    package init(reading path: String) throws {
        let bytes: [UInt8]
        do {
            bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw IntentPipelineError.unreadableFile(path: path, reason: error.localizedDescription)
        }
        try self.init(bytes, path: path)
    }

    package init(_ bytes: [UInt8], path: String) throws {
        typealias Reader = LittleEndianReader<IntentPipelineError>
        func damaged(_ reason: String) -> IntentPipelineError { .unreadableFile(path: path, reason: reason) }
        guard bytes.count > Self.magic.count + 8, bytes.starts(with: Self.magic) else {
            throw damaged("it is no file of packed embeddings")
        }
        let cutShort: @Sendable (Int, Int) -> IntentPipelineError = { expected, actual in
            .unreadableFile(path: path, reason: "it ends after \(actual) of \(expected) bytes")
        }
        var end = Reader(bytes, from: bytes.count - 4, truncated: cutShort)
        guard try end.readUInt32() == CRC32.of(bytes.dropLast(4)) else {
            throw damaged("its checksum is not that of its bytes")
        }
        var reader = Reader(bytes, from: Self.magic.count, to: bytes.count - 4, truncated: cutShort)
        guard try reader.readUInt32() == Self.version else {
            throw damaged("it is not of version \(Self.version)")
        }
        model = try reader.readString()
        dimension = Int(try reader.readUInt32())
        guard dimension <= Self.dimensionMax else { throw damaged("it has vectors of \(dimension) dimensions") }
        let count = try reader.readCount(elementSize: 8 + dimension)
        var (hashes, values): ([UInt64], [Int8]) = ([], [])
        values.reserveCapacity(count * dimension)
        for _ in 0..<count {
            hashes.append(try reader.readUInt64())
            values.append(contentsOf: try reader.readBytes(dimension).lazy.map { Int8(bitPattern: $0) })
        }
        (self.hashes, self.values) = (hashes, values)
    }

    package var encoded: [UInt8] {
        var writer = LittleEndianWriter(bytes: Self.magic)
        writer.write(Self.version)
        writer.write(model)
        writer.write(UInt32(dimension))
        writer.write(hashes.count)
        for row in hashes.indices {
            writer.write(hashes[row])
            writer.bytes += values[row * dimension..<(row + 1) * dimension].lazy.map { UInt8(bitPattern: $0) }
        }
        writer.write(CRC32.of(writer.bytes))
        return writer.bytes
    }

    package var count: Int { hashes.count }

    /// The vectors of those texts that are here, of length 1.
    package func vectors(of texts: [String]) -> [String: [Float]] {
        var result: [String: [Float]] = [:]
        for text in texts { result[text] = vector(of: text) }
        return result
    }

    private func vector(of text: String) -> [Float]? {
        let hash = Self.hash(text)
        var (low, high) = (0, hashes.count)
        while low < high {
            let middle = (low + high) / 2
            if hashes[middle] < hash { low = middle + 1 } else { high = middle }
        }
        guard low < hashes.count, hashes[low] == hash else { return nil }
        let row = values[low * dimension..<(low + 1) * dimension]
        let squares = row.reduce(0) { $0 + Int($1) * Int($1) }
        let factor = squares > 0 ? 1 / Float(squares).squareRoot() : 0
        return row.map { Float($0) * factor }
    }

    private static func hash(_ text: String) -> UInt64 { FowlerNollVo.hash(text.utf8) }
}

/// FNV-1a, 64 bits: it tells texts and lessons apart and guards nothing.
enum FowlerNollVo {
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    static func hash(_ bytes: some Sequence<UInt8>, from state: UInt64 = start) -> UInt64 {
        bytes.reduce(state) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
