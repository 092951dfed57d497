import BinaryCoding
import Foundation

/// Vectors of the examples on disk, so that a changed lesson embeds only what is new in it.
///
/// Little-endian: "XREMBEDS", version u32, model (string), u32 count, then for each its text (string) and its vector (array
/// of f32), and the CRC-32 of all that; strings and arrays begin with a u32 count. It is a cache: a file that cannot be
/// used counts as an empty one.
struct EmbeddingFile: Sendable {
    private static let magic: [UInt8] = Array("XREMBEDS".utf8)
    private static let version: UInt32 = 1

    private struct CutShort: Error {}

    let path: String

    /// The vectors of `model`, by text.
    func read(model: String) -> [String: [Float]] {
        guard let data = FileManager.default.contents(atPath: path) else { return [:] }
        let bytes = [UInt8](data)
        // A damaged cache costs some seconds of embedding, so the reason does not matter.
        return (try? decode(bytes, model: model)) ?? [:]
    }

    func write(_ vectors: [String: [Float]], model: String) throws {
        var writer = LittleEndianWriter(bytes: Self.magic)
        writer.write(Self.version)
        writer.write(model)
        writer.write(vectors.count)
        for (text, vector) in vectors.sorted(by: { $0.key < $1.key }) {
            writer.write(text)
            writer.write(vector)
        }
        writer.write(CRC32.of(writer.bytes))
        let file = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(writer.bytes).write(to: file, options: .atomic)
    }

    private func decode(_ bytes: [UInt8], model: String) throws -> [String: [Float]] {
        guard bytes.count > Self.magic.count + 4, bytes.starts(with: Self.magic) else { return [:] }
        var reader = LittleEndianReader(bytes, from: bytes.count - 4) { _, _ in CutShort() }
        guard try reader.readUInt32() == CRC32.of(bytes.dropLast(4)) else { return [:] }
        reader = LittleEndianReader(bytes, from: Self.magic.count, to: bytes.count - 4) { _, _ in CutShort() }
        guard try reader.readUInt32() == Self.version, try reader.readString() == model else { return [:] }
        var vectors: [String: [Float]] = [:]
        for _ in 0..<(try reader.readCount(elementSize: 8)) {
            let text = try reader.readString()
            vectors[text] = try reader.readFloatArray()
        }
        return vectors
    }
}
