import BinaryCoding
import Foundation
import RegressionTrees

/// The file of a forecaster, version 1.
///
/// All numbers are little-endian; a string is a u32 count of UTF-8 bytes and the bytes.
///
/// ```
/// "XRDELIVR"                       8 bytes
/// version                          u32
/// seconds to add to UTC            i32 as u32
/// past parcels                     u32
/// origins                          u32 count, strings
/// carriers, provinces, cities      for each: u32 count, then a string and an f32 each
/// trees                            u32 count of bytes, a TreeFile of intervals
/// CRC-32 of all bytes before it    u32
/// ```
package enum DeliveryForecastFile {
    package static let version: UInt32 = 1
    /// What `xiaoer train delivery` calls the file.
    package static let name = "delivery.forecast"
    private static let magic = Array("XRDELIVR".utf8)

    package static func encode(_ forecaster: DeliveryForecaster) -> [UInt8] {
        var file = LittleEndianWriter(bytes: magic)
        file.write(version)
        file.write(UInt32(bitPattern: Int32(forecaster.features.utcOffsetSeconds)))
        file.write(forecaster.parcelCount)
        file.write(forecaster.origins.count)
        for origin in forecaster.origins.sorted() { file.write(origin) }
        for scale in [forecaster.features.carriers, forecaster.features.provinces, forecaster.features.cities] {
            file.write(scale.values.count)
            for (name, value) in scale.values.sorted(by: { $0.key < $1.key }) {
                file.write(name)
                file.write(value)
            }
        }
        let trees = TreeFile.encode(forecaster.intervals)
        file.write(trees.count)
        file.bytes += trees
        file.write(CRC32.of(file.bytes))
        return file.bytes
    }

    package static func write(_ forecaster: DeliveryForecaster, to path: String) throws {
        try Data(encode(forecaster)).write(to: URL(filePath: path), options: .atomic)
    }

    package static func read(_ path: String) throws(DeliveryForecastError) -> DeliveryForecaster {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(path: path, reason: FileReason.text(error))
        }
        return try decode([UInt8](data), path: path)
    }

    /// - Parameter path: for errors.
    package static func decode(_ bytes: [UInt8], path: String) throws(DeliveryForecastError) -> DeliveryForecaster {
        guard bytes.starts(with: magic) else { throw .notAForecastFile(path: path) }
        var reader = Reader(bytes, from: magic.count) { .damaged(path: path, reason: "\($1) bytes of at least \($0)") }
        let found = try reader.readUInt32()
        guard found == version else { throw .unsupportedVersion(path: path, found: found, supported: version) }
        reader.end = max(reader.position, bytes.count - 4)
        guard bytes.suffix(4).elementsEqual(checksum(of: bytes.dropLast(4))) else {
            throw .damaged(path: path, reason: "its checksum does not fit")
        }
        let utcOffsetSeconds = Int(Int32(bitPattern: try reader.readUInt32()))
        let parcelCount = Int(try reader.readUInt32())
        var origins: Set<String> = []
        for _ in 0..<(try reader.readCount(elementSize: 4)) { origins.insert(try reader.readString()) }
        let features = ParcelFeatures(
            carriers: try readScale(&reader),
            provinces: try readScale(&reader),
            cities: try readScale(&reader),
            utcOffsetSeconds: utcOffsetSeconds
        )
        let trees = Array(try reader.readBytes(try reader.readCount(elementSize: 1)))
        guard reader.isAtEnd else { throw .damaged(path: path, reason: "bytes follow the trees") }
        do {
            return try DeliveryForecaster(
                features: features,
                origins: origins,
                parcelCount: parcelCount,
                intervals: TreeFile.decodeIntervals(trees)
            )
        } catch {
            throw .damaged(path: path, reason: error.description)
        }
    }

    private typealias Reader = LittleEndianReader<DeliveryForecastError>

    private static func readScale(_ reader: inout Reader) throws(DeliveryForecastError) -> CategoryScale {
        var values: [String: Float] = [:]
        for _ in 0..<(try reader.readCount(elementSize: 8)) {
            let name = try reader.readString()
            values[name] = try reader.readFloat()
        }
        return CategoryScale(values: values)
    }

    private static func checksum(of bytes: ArraySlice<UInt8>) -> [UInt8] {
        var writer = LittleEndianWriter()
        writer.write(CRC32.of(bytes))
        return writer.bytes
    }
}

enum FileReason {
    /// What went wrong, without the path that the message names anyway.
    static func text(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file"
        case .fileReadNoPermission: "this process may not read it"
        default: "\(error)"
        }
    }
}
