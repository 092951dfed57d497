import Foundation
import RegressionTrees

/// The file of a recommender, version 2.
///
/// All numbers are little-endian; an array is a u64 count and its elements; a text is an array of UTF-8 bytes.
///
/// ```
/// "XRITEMRC"                       array of u8
/// version                          u32
/// settings, choice of the ranker   2 texts of JSON
/// item names                       array of u32, the bytes of each name, then a text of all names
/// frequencies                      array of u32
/// totals                           2 arrays of f32
/// neighbour tables                 for each: arrays of u64 starts, u32 items, f32 weights
/// embedding                        u32 dimension, arrays of f32 sources and targets
/// blend                            array of f32
/// trees                            array of u8, a file of regression trees (see TreeFile); empty for none
/// CRC-32 of all bytes before it    u32
/// ```
extension ItemRecommender {
    private static let magic = Array("XRITEMRC".utf8)
    package static let fileVersion: UInt32 = 2

    package func save(to path: String) throws {
        var writer = try RecommenderFileWriter(path: path)
        try writer.write(Self.magic)
        try writer.write(Self.fileVersion)
        try writer.write(Array(try JSONEncoder().encode(settings)))
        try writer.write(Array(try JSONEncoder().encode(rankerChoice)))
        try writer.write(itemNames.map { UInt32($0.utf8.count) })
        try writer.write(itemNames.joined())
        try writer.write(models.frequencies)
        try writer.write(models.followingTotals)
        try writer.write(models.precedingTotals)
        for table in models.tables {
            try writer.write(table.starts)
            try writer.write(table.items)
            try writer.write(table.weights)
        }
        try writer.write(UInt32(models.embedding.dimension))
        try writer.write(models.embedding.sources)
        try writer.write(models.embedding.targets)
        try writer.write(blend.weights)
        try writer.write(trees.map(TreeFile.encode) ?? [UInt8]())
        try writer.finish()
    }

    /// Reads a file that `save` wrote; anything else, or a damaged one, is refused with what is wrong.
    package init(contentsOf path: String) throws(ItemRecommendationError) {
        var reader = try RecommenderFileReader(path: path)
        guard try reader.readArray() == Self.magic else { throw .modelFile(reason: "\(path) does not begin as one") }
        let version = try reader.readUInt32()
        guard version == Self.fileVersion else {
            throw .modelFile(reason: "\(path) has version \(version), this program reads \(Self.fileVersion)")
        }
        let settings: RecommenderSettings = try Self.decode(try reader.readArray())
        let choice: RankerChoice = try Self.decode(try reader.readArray())
        let names = try reader.readNames()
        let models = try ItemModels(reading: &reader, itemCount: names.count)
        let blend = BlendRanker(weights: try reader.readArray())
        let trees = try Self.readTrees(&reader)
        guard reader.isAtEnd, blend.weights.count == CandidateSet.scoreCount else {
            throw .modelFile(reason: "the ranker of \(path) does not fit its features")
        }
        self.init(
            itemNames: names,
            models: models,
            blend: blend,
            trees: trees,
            rankerChoice: choice,
            settings: settings
        )
    }

    private static func readTrees(
        _ reader: inout RecommenderFileReader
    ) throws(ItemRecommendationError) -> TreeEnsemble? {
        let bytes: [UInt8] = try reader.readArray()
        guard !bytes.isEmpty else { return nil }
        do {
            let trees = try TreeFile.decodeEnsemble(bytes)
            try trees.requireFeatures(CandidateSet.featureNames)
            return trees
        } catch {
            throw .modelFile(reason: "\(error)")
        }
    }

    private static func decode<Value: Decodable>(_ bytes: [UInt8]) throws(ItemRecommendationError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(bytes))
        } catch {
            throw .modelFile(reason: "its settings are not understood: \(error)")
        }
    }
}

extension ItemModels {
    fileprivate init(reading reader: inout RecommenderFileReader, itemCount: Int) throws(ItemRecommendationError) {
        let frequencies: [UInt32] = try reader.readArray()
        let followingTotals: [Float] = try reader.readArray()
        let precedingTotals: [Float] = try reader.readArray()
        var tables: [NeighbourTable] = []
        for _ in Table.allCases {
            tables.append(
                NeighbourTable(
                    starts: try reader.readArray(),
                    items: try reader.readArray(),
                    weights: try reader.readArray()
                )
            )
        }
        let embedding = DirectedEmbedding(
            dimension: Int(try reader.readUInt32()),
            sources: try reader.readArray(),
            targets: try reader.readArray()
        )
        let perItem = [frequencies.count, followingTotals.count, precedingTotals.count]
        let vectors = [embedding.sources.count, embedding.targets.count]
        guard perItem.allSatisfy({ $0 == itemCount }), tables.allSatisfy({ $0.isSound(itemCount: itemCount) }),
            embedding.dimension % 8 == 0, vectors.allSatisfy({ $0 == itemCount * embedding.dimension })
        else { throw .modelFile(reason: "its parts speak of different numbers of items") }
        self.init(
            tables: tables,
            frequencies: frequencies,
            followingTotals: followingTotals,
            precedingTotals: precedingTotals,
            embedding: embedding
        )
    }
}

extension NeighbourTable {
    fileprivate func isSound(itemCount: Int) -> Bool {
        starts.count == itemCount + 1 && starts.first == 0 && starts.last == UInt64(items.count)
            && zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 } && weights.count == items.count
            && items.allSatisfy { $0 < itemCount }
    }
}
