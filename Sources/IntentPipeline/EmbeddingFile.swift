import BinaryCoding
import Foundation

/// Vectors of the examples on disk, so that a changed lesson embeds only what is new in it.
///
/// Little-endian: "XREMBEDS", version u32, model (string), u32 count, then for each its text (string) and its vector (array
/// of f32), and the CRC-32 of all that; strings and arrays begin with a u32 count. It is a cache: a file that cannot be
/// used counts as an empty one.
package struct EmbeddingFile: Sendable {
    private static let magic: [UInt8] = Array("XREMBEDS".utf8)
    private static let version: UInt32 = 1

    private struct CutShort: Error {}

    package let path: String

    package init(path: String) { self.path = path }

    /// The vectors of `model`, by text.
    package func read(model: String) -> [String: [Float]] {
        guard let data = FileManager.default.contents(atPath: path) else { return [:] }
        let bytes = [UInt8](data)
        // A damaged cache costs some seconds of embedding, so the reason does not matter.
        return (try? decode(bytes, model: model)) ?? [:]
    }

    package func write(_ vectors: [String: [Float]], model: String) throws {
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

    /// The model whose vectors the file holds; nil for none.
    package var storedModel: String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return try? header([UInt8](data)).model
    }

    /// Adds what the file lacks of `texts`, asking `source` for it, and gives the vectors of all. A file that cannot be
    /// written costs time at the next start and nothing else; `unwritable` is told why.
    ///
    /// - Parameters:
    ///   - known: vectors that need not be asked for nor kept.
    ///   - forgetsOthers: whether texts that are not asked for go from the file.
    package func complete(
        _ texts: [String],
        model: String,
        known: [String: [Float]] = [:],
        source: EmbeddingSource,
        batchSize: Int,
        forgetsOthers: Bool,
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in },
        unwritable: (any Error) -> Void
    ) async throws -> EmbeddedTexts {
        var vectors = read(model: model)
        func all() -> EmbeddedTexts {
            EmbeddedTexts(vectors: vectors.merging(known) { own, _ in own }, model: model)
        }
        let missing = texts.filter { vectors[$0] == nil && known[$0] == nil }
        guard !missing.isEmpty else { return all() }
        let answer = try await source.embedAll(missing, batchSize: batchSize) { progress($0, missing.count) }
        guard answer.model == model else {
            throw IntentPipelineError.unusableEmbeddings(
                reason: "the model changed from \(model) to \(answer.model) meanwhile"
            )
        }
        if forgetsOthers {
            let wanted = Set(texts)
            vectors = vectors.filter { wanted.contains($0.key) }
        }
        vectors.merge(answer.vectors) { _, new in new }
        do {
            try write(vectors, model: model)
        } catch {
            unwritable(error)
        }
        return all()
    }

    private typealias Reader = LittleEndianReader<CutShort>

    /// Where the entries begin and which model made them; throws for a file that is not whole.
    private func header(_ bytes: [UInt8]) throws -> (reader: Reader, model: String) {
        guard bytes.count > Self.magic.count + 4, bytes.starts(with: Self.magic) else { throw CutShort() }
        var end = Reader(bytes, from: bytes.count - 4) { _, _ in CutShort() }
        guard try end.readUInt32() == CRC32.of(bytes.dropLast(4)) else { throw CutShort() }
        var reader = Reader(bytes, from: Self.magic.count, to: bytes.count - 4) { _, _ in CutShort() }
        guard try reader.readUInt32() == Self.version else { throw CutShort() }
        let model = try reader.readString()
        return (reader, model)
    }

    private func decode(_ bytes: [UInt8], model: String) throws -> [String: [Float]] {
        var (reader, storedModel) = try header(bytes)
        guard storedModel == model else { return [:] }
        var vectors: [String: [Float]] = [:]
        for _ in 0..<(try reader.readCount(elementSize: 8)) {
            let text = try reader.readString()
            vectors[text] = try reader.readFloatArray()
        }
        return vectors
    }
}
