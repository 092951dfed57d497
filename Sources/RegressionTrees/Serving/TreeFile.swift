import BinaryCoding

/// The binary file of trees, version 1.
///
/// All numbers are little-endian; a string is a u32 count of UTF-8 bytes and the bytes.
///
/// ```
/// "XRTREES" and a zero             8 bytes
/// version                          u32
/// kind                             u32, 1 an ensemble, 2 quantile intervals
/// length of what follows           u64, checksum included
/// body
/// CRC-32 of all bytes before it    u32
///
/// Ensemble:
///     link                         u32, 0 identity, 1 logistic
///     base margin                  f32
///     feature names                u32 count, strings
///     trees                        u32 count, then for each u32 count of nodes, and for each node
///         split                    u32, twice the feature's index plus 1 where a missing value goes left;
///                                  0xFFFFFFFF for a leaf
///         value                    f32, a split's threshold or a leaf's value
///         cover                    f32, the weight of training rows
/// Intervals:
///     coverage                     f64
///     widening                     f32
///     lower, median, upper         three ensembles
/// ```
///
/// The nodes of a tree stand level by level, and the children of a split are the next two that no earlier split has
/// taken: no file can describe a loop. The checksum finds accidents; against intent, every index and number is checked.
package enum TreeFile {
    package static let version: UInt32 = 1
    static let magic: [UInt8] = Array("XRTREES\0".utf8)
    static let headerSize = 24
    private static let leafMark = UInt32.max

    enum Kind: UInt32 {
        case ensemble = 1
        case intervals = 2
    }

    package static func encode(_ ensemble: TreeEnsemble) -> [UInt8] {
        seal(.ensemble) { write(ensemble, to: &$0) }
    }

    package static func encode(_ intervals: QuantileIntervals) -> [UInt8] {
        seal(.intervals) { body in
            body.write(intervals.coverage.bitPattern)
            body.write(intervals.widening.bitPattern)
            for ensemble in [intervals.lower, intervals.median, intervals.upper] { write(ensemble, to: &body) }
        }
    }

    package static func decodeEnsemble(_ bytes: [UInt8]) throws(RegressionTreesError) -> TreeEnsemble {
        var reader = try open(bytes, .ensemble)
        let ensemble = try readEnsemble(&reader)
        try requireEnd(reader)
        return ensemble
    }

    package static func decodeIntervals(_ bytes: [UInt8]) throws(RegressionTreesError) -> QuantileIntervals {
        var reader = try open(bytes, .intervals)
        let coverage = Double(bitPattern: try reader.readUInt64())
        let widening = try reader.readFloat()
        let lower = try readEnsemble(&reader)
        let median = try readEnsemble(&reader)
        let upper = try readEnsemble(&reader)
        try requireEnd(reader)
        return try QuantileIntervals(
            lower: lower,
            median: median,
            upper: upper,
            widening: widening,
            coverage: coverage
        )
    }

    private typealias Reader = LittleEndianReader<RegressionTreesError>

    private static func reader(_ bytes: [UInt8], from start: Int, to end: Int? = nil) -> Reader {
        Reader(bytes, from: start, to: end) { .truncatedFile(expectedBytes: $0, actualBytes: $1) }
    }

    private static func requireEnd(_ reader: Reader) throws(RegressionTreesError) {
        guard reader.isAtEnd else {
            throw .malformedModel(reason: "\(reader.end - reader.position) bytes follow the last tree")
        }
    }

    private static func seal(_ kind: Kind, _ writeBody: (inout LittleEndianWriter) -> Void) -> [UInt8] {
        var body = LittleEndianWriter()
        writeBody(&body)
        var file = LittleEndianWriter(bytes: magic)
        file.write(version)
        file.write(kind.rawValue)
        file.write(UInt64(body.bytes.count + 4))
        file.bytes += body.bytes
        file.write(CRC32.of(file.bytes))
        return file.bytes
    }

    /// Checks all but the body, and returns a reader of that.
    private static func open(_ bytes: [UInt8], _ kind: Kind) throws(RegressionTreesError) -> Reader {
        guard bytes.starts(with: magic) else {
            throw .notATreeFile(found: String(decoding: bytes.prefix(8), as: UTF8.self).debugDescription)
        }
        var reader = Self.reader(bytes, from: magic.count)
        let foundVersion = try reader.readUInt32()
        guard foundVersion == version else {
            throw .unsupportedVersion(found: foundVersion, supported: version)
        }
        let foundKind = try reader.readUInt32()
        let (expected, isTooLong) = Int(clamping: try reader.readUInt64()).addingReportingOverflow(headerSize)
        guard !isTooLong, bytes.count == expected, expected >= headerSize + 4 else {
            throw .truncatedFile(expectedBytes: isTooLong ? .max : expected, actualBytes: bytes.count)
        }
        var checksumReader = Self.reader(bytes, from: bytes.count - 4)
        let recorded = try checksumReader.readUInt32()
        let actual = CRC32.of(bytes.dropLast(4))
        guard recorded == actual else { throw .damagedFile(recordedChecksum: recorded, actualChecksum: actual) }
        guard foundKind == kind.rawValue else {
            throw .otherKindOfTreeFile(found: foundKind, expected: kind.rawValue)
        }
        return Self.reader(bytes, from: headerSize, to: bytes.count - 4)
    }

    private static func write(_ ensemble: TreeEnsemble, to body: inout LittleEndianWriter) {
        body.write(ensemble.link.rawValue)
        body.write(ensemble.baseMargin.bitPattern)
        body.write(UInt32(ensemble.featureNames.count))
        for name in ensemble.featureNames { body.write(name) }
        body.write(UInt32(ensemble.roots.count))
        let ends = ensemble.roots.dropFirst().map(Int.init) + [ensemble.nodes.count]
        for (root, end) in zip(ensemble.roots, ends) {
            body.write(UInt32(end - Int(root)))
            for index in Int(root)..<end {
                let node = ensemble.nodes[index]
                body.write(node.left == 0 ? leafMark : node.split)
                body.write(node.value.bitPattern)
                body.write(ensemble.covers[index].bitPattern)
            }
        }
    }

    private static func readEnsemble(_ reader: inout Reader) throws(RegressionTreesError) -> TreeEnsemble {
        let linkCode = try reader.readUInt32()
        guard let link = TreeEnsemble.Link(rawValue: linkCode) else {
            throw .malformedModel(reason: "its link is \(linkCode), where 0 and 1 are known")
        }
        let baseMargin = try reader.readFloat()
        var names: [String] = []
        for _ in 0..<(try reader.readCount(elementSize: 4)) { names.append(try reader.readString()) }
        var trees: [[TreeNodeRecord]] = []
        for _ in 0..<(try reader.readCount(elementSize: 4)) {
            var tree: [TreeNodeRecord] = []
            for _ in 0..<(try reader.readCount(elementSize: 12)) { tree.append(try readNode(&reader)) }
            trees.append(tree)
        }
        return try TreeEnsemble(trees: trees, baseMargin: baseMargin, link: link, featureNames: names)
    }

    private static func readNode(_ reader: inout Reader) throws(RegressionTreesError) -> TreeNodeRecord {
        let split = try reader.readUInt32()
        let value = try reader.readFloat()
        let cover = try reader.readFloat()
        if split == leafMark { return .leaf(value: value, cover: cover) }
        return .split(feature: Int(split >> 1), threshold: value, missingGoesLeft: split & 1 == 1, cover: cover)
    }
}
